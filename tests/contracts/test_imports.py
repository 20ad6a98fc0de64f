"""Who may import whom; each rule holds, and is seen to fail where it is broken."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer.blocks import KINDS

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "composer").rglob("*.py"))
# What the rest of the program may know of the kinds.
PUBLIC_NAMES = {"", "KINDS", "Kind", "kind", "kind_of"}
OPEN_MODULES = {"composer.blocks.kind", "composer.blocks.kept"}


def broken(folder: Path) -> list[str]:
    """The names of the contracts that the package in a folder breaks."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE)


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copytree(
        ROOT / "composer", tmp_path / "composer", ignore=shutil.ignore_patterns("__pycache__", ".*")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_holds():
    assert broken(ROOT) == []


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("model/people.py", "import composer.blocks", "one way down"),
        ("layout/fit.py", "import composer.compose.world", "one way down"),
        ("store/limits.py", "import composer.checks.preflight", "one way down"),
        ("resources.py", "import composer.i18n", "one way down"),
        ("somewhere/__init__.py", "", "one way down"),
        ("app/world.py", "import PySide6", "PySide6 only in ui"),
        ("layout/fit.py", "def f():\n    import reportlab", "ReportLab and PDFium only in pdf"),
        ("app/world.py", "from pypdfium2 import PdfDocument", "ReportLab and PDFium only in pdf"),
    ],
)
def test_a_planted_violation_breaks_its_contract(copy, module, planted, contract):
    path = copy / "composer" / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    assert broken(copy) == [contract]


def imports(source: str) -> Iterator[tuple[str, str]]:
    """Every module that a source names in an import, with the name taken from it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def kinds_named(source: str) -> set[str]:
    """What a source takes from the kinds besides what is there for everybody."""
    allowed = {("composer.blocks", name) for name in PUBLIC_NAMES}
    return {
        f"{module}.{name}"
        for module, name in imports(source)
        if f"{module}.".startswith("composer.blocks.")
        if (module, name) not in allowed and (module not in OPEN_MODULES or name == "*")
    }


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if "blocks" not in path.relative_to(ROOT).parts],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_module_outside_blocks_knows_a_kind_by_name(path):
    source = path.read_text(encoding="utf-8")
    assert kinds_named(source) == set()
    classes = {kind.block.__name__ for kind in KINDS.values()} - {"List"}  # typing has one too
    attributes = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    assert not classes & attributes


@pytest.mark.parametrize(
    "source",
    [
        "from composer.blocks.request import Request",
        "from composer.blocks import request",
        "import composer.blocks.request",
        "from composer.blocks import *",
        "def f():\n    from composer.blocks.list import ListItem",
    ],
)
def test_a_kind_known_by_name_is_seen(source):
    assert kinds_named(source)


def test_only_one_module_imports_yaml():
    users = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for module, _name in imports(path.read_text(encoding="utf-8"))
        if module.partition(".")[0] == "yaml"
    }
    assert users == {"composer/store/yaml.py"}
