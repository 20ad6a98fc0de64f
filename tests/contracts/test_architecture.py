"""The module tree in composer/ARCHITECTURE.md names every module, and no other.

In the fenced block that begins with `composer/`, a line that begins with a folder opens it, and every name
that ends in .py is a module of the folder it is indented under.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "composer" / "ARCHITECTURE.md"


def tree(page: str) -> set[str]:
    """The modules that the tree in a page names, as paths from the root."""
    block = re.search(r"^```\w*\n(composer/.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert block, "there is no fenced tree that begins with composer/"
    named: set[str] = set()
    folders: list[tuple[int, str]] = []
    for line in block[1].splitlines():
        depth = len(line) - len(line.lstrip())
        folders = [(indent, folder) for indent, folder in folders if indent < depth]
        names = line.split()
        if names and names[0].endswith("/"):
            folders.append((depth, names[0]))
        inside = "".join(folder for _indent, folder in folders)
        named |= {inside + name for name in names if re.fullmatch(r"\w+\.py", name)}
    return named


def modules() -> set[str]:
    paths = (path for path in (ROOT / "composer").rglob("*.py") if path.name != "__init__.py")
    return {path.relative_to(ROOT).as_posix() for path in paths}


def test_the_tree_of_the_architecture_names_every_module():
    assert modules() - tree(PAGE.read_text(encoding="utf-8")) == set()


def test_every_module_that_the_tree_names_is_there():
    assert tree(PAGE.read_text(encoding="utf-8")) - modules() == set()


def test_a_tree_is_read_by_its_indentation():
    page = "text\n```\nx\n```\n\n```\ncomposer/\n  a.py  what\n  b/\n    c.py d.py  x.python\n  e.py\n```\n"
    assert tree(page) == {"composer/a.py", "composer/b/c.py", "composer/b/d.py", "composer/e.py"}
