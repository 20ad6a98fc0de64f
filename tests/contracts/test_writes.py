"""Nobody but `store/disk.py` writes, moves, locks or deletes a file; each exception has its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYER = "composer/store/disk.py"

# Functions that change what is on a disk, by the module they are of.
OF_MODULES = {
    "os": {
        "open", "fdopen", "rename", "renames", "replace", "remove", "unlink", "rmdir", "removedirs",
        "mkdir", "makedirs", "link", "symlink", "truncate", "ftruncate", "write", "pwrite", "writev", "chmod",
        "fchmod", "chown", "utime", "mkfifo", "mknod", "sendfile", "copy_file_range", "dup2", "open_code",
    },
    "io": {"open", "FileIO", "open_code"},
    "codecs": {"open"},
    "gzip": {"open"},
    "fcntl": {"flock", "lockf", "fcntl"},
    "msvcrt": {"locking"},
}  # fmt: skip
# Whole modules that write by themselves.
MODULES = {
    "shutil",
    "tempfile",
    "fileinput",
    "shelve",
    "dbm",
    "sqlite3",
    "mmap",
    "pickle",
    "logging.handlers",
}
# Methods of a path that change it, whatever they are called on; `replace` is also one of texts and dates.
METHODS = {
    "write_text", "write_bytes", "touch", "mkdir", "unlink", "rmdir", "rename", "symlink_to", "hardlink_to",
    "chmod", "lchmod", "extractall", "extract",
}  # fmt: skip
READING = {"r", "rb", "rt"}

# Who may all the same, and why.
ALLOWED = {
    ("composer/app/log.py", "logging.handlers"): "the log is of the logging library; it rotates by itself",
    ("composer/store/index_file.py", "sqlite3"): "the index of libraries, a cache; SQLite writes its file",
    ("composer/store/index.py", "sqlite3"): "as above, its connection as a type",
    ("composer/store/index_rows.py", "sqlite3"): "as above",
    ("composer/ui/selftest.py", "tempfile"): "a folder for the acceptance of a bundle, gone afterwards",
    ("composer/__main__.py", "os.open"): "the null device, when the reader of standard output went away",
    ("composer/__main__.py", "os.dup2"): "as above",
}


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def mode_of(call: ast.Call, position: int) -> str:
    given = next((word.value for word in call.keywords if word.arg == "mode"), None)
    if given is None and len(call.args) > position:
        given = call.args[position]
    if given is None:
        return "r"
    return str(given.value) if isinstance(given, ast.Constant) else "?"


def called(call: ast.Call) -> Iterator[str]:
    """What a call does to a disk, as far as its words tell."""
    match call.func:
        case ast.Name("open") if mode_of(call, 1) not in READING:
            yield "open to write"
        case ast.Attribute(ast.Name(module), name) if name in OF_MODULES.get(module, ()):
            yield f"{module}.{name}"
        case ast.Attribute(_, name) if name in METHODS:
            yield name
        case ast.Attribute(owner, "open") if opens_a_file(owner) and mode_of(call, 0) not in READING:
            yield "open to write"
        case ast.Attribute(_, "replace") if len(call.args) == 1 and not call.keywords:
            yield "replace of one argument"  # that of a path; that of a text has two


def opens_a_file(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and ("path" in owner.id or "file" in owner.id)


def writes(source: str) -> set[str]:
    """What a source does that only the file layer may."""
    tree = ast.parse(source)
    found = {what for node in ast.walk(tree) if isinstance(node, ast.Call) for what in called(node)}
    for module, name in imported(tree):
        found |= {whole for whole in (module, f"{module}.{name}") if whole in MODULES}
        if name in OF_MODULES.get(module, ()):
            found.add(f"{module}.{name}")
    return found


def test_nobody_but_the_file_layer_writes():
    found = {
        (path.relative_to(ROOT).as_posix(), what)
        for path in sorted((ROOT / "composer").rglob("*.py"))
        for what in writes(path.read_text(encoding="utf-8"))
    }
    assert {(module, what) for module, what in found if module != LAYER} == set(ALLOWED)


def test_what_the_file_layer_does_is_seen():
    found = writes((ROOT / LAYER).read_text(encoding="utf-8"))
    assert {"os.open", "os.write", "unlink", "mkdir", "replace of one argument", "fcntl.flock"} <= found


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "open(path, how)",
        "path.open('x')",
        "file.open(mode='r+')",
        "path.write_text('a')",
        "folder.joinpath('a').write_bytes(b'')",
        "a.replace(b)",
        "import os\nos.replace(a, b)",
        "from os import rename",
        "import shutil",
        "from shutil import copy",
        "def f():\n    import tempfile",
        "from logging.handlers import RotatingFileHandler",
        "from logging import handlers",
        "archive.extractall()",
    ],
)
def test_a_write_elsewhere_is_seen(source):
    assert writes(source)


@pytest.mark.parametrize(
    "source",
    ["open(path)", "path.open('rb')", "'a'.replace('b', 'c')", "replace(block, id=1)", "session.open(path)"],
)
def test_what_only_reads_is_no_write(source):
    assert not writes(source)
