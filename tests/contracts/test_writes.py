"""Nobody but `store/disk.py` writes, moves, locks or deletes a file; each exception has its reason.

Modules are on a closed list, so that a new one is judged before it is used; of those on it that can write,
each name that does is forbidden wherever it stands, called or not. What words cannot tell, a run of the real
program does, under an audit hook.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYER = "composer/store/disk.py"

# Modules that cannot write a file, or whose names that do are below.
HARMLESS = {
    "PIL", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtPrintSupport", "PySide6.QtSvg",
    "PySide6.QtWidgets", "__future__", "argparse", "array", "babel", "base64", "binascii", "bisect",
    "cmath", "collections", "concurrent.futures", "contextlib", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "errno", "fcntl", "functools", "gc", "getpass", "gettext", "hashlib", "html",
    "importlib.metadata", "io", "itertools", "json", "locale", "logging", "math", "msvcrt", "operator",
    "os", "pathlib", "platform", "platformdirs", "pypdfium2", "pyphen", "re", "reportlab", "resource",
    "secrets", "stat", "struct", "sys", "threading", "time", "traceback", "types", "typing", "uharfbuzz",
    "unicodedata", "urllib.parse", "warnings", "xml.parsers", "yaml", "zipfile", "zlib",
}  # fmt: skip
# Names that change what is on a disk, by the module they are of.
OF_MODULES = {
    "os": {
        "open", "fdopen", "rename", "renames", "replace", "remove", "unlink", "rmdir", "removedirs",
        "mkdir", "makedirs", "link", "symlink", "truncate", "ftruncate", "write", "pwrite", "writev", "chmod",
        "fchmod", "chown", "utime", "mkfifo", "mknod", "sendfile", "copy_file_range", "dup2", "open_code",
        "system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "startfile", "splice",
        "execv", "execve", "execl", "execle", "execlp", "execvp", "execvpe", "spawnv", "spawnl", "spawnve",
    },
    "io": {"open", "FileIO", "open_code"},
    "fcntl": {"flock", "lockf", "fcntl", "ioctl"},
    "msvcrt": {"locking", "open_osfhandle"},
    "logging": {"FileHandler", "basicConfig", "handlers", "config"},
    "zipfile": {"ZipFile", "PyZipFile"},
    "sys": {"modules", "settrace", "setprofile", "meta_path", "path_hooks"},
    "pathlib": {"os", "io"},
    "builtins": {"open", "exec", "eval"},
}  # fmt: skip
# Functions by which any of these could be reached unseen.
DOORS = {"exec", "eval", "compile", "__import__", "globals", "vars", "locals", "__builtins__"}
# Classes of Qt that write, or start what does; by what their names begin or end with.
QT_BEGINS = ("QFile", "QSave", "QTemporary", "QDir", "QSettings", "QProcess", "QLockFile", "QSql", "QLibrary",
             "QPlugin", "QPicture", "QSvgGenerator", "QTextDocumentWriter", "QPdf", "QXmlStream")  # fmt: skip
QT_ENDS = ("Writer", "Device")
QT_READS = {"QFileDialog", "QFileSystemWatcher", "QLibraryInfo", "QPaintDevice", "QIODevice"}
# Methods that change a file, whatever they are called on; `replace` is also one of texts and dates.
METHODS = {
    "write_text", "write_bytes", "touch", "mkdir", "unlink", "rmdir", "rename", "symlink_to",
    "hardlink_to", "chmod", "lchmod", "extractall", "extract", "setOutputFileName", "toFile",
    "saveToFile", "savefig", "tofile", "setFileName", "dump_stats", "__reduce__", "__subclasses__",
}  # fmt: skip
READING = {"r", "rb", "rt"}

# Who may all the same, and why.
ALLOWED = {
    (
        "composer/app/log.py",
        "import logging.handlers",
    ): "the log rotates by itself",
    ("composer/app/log.py", "logging.FileHandler"): "asks which file is logged to; opens none",
    (
        "composer/store/index_file.py",
        "import sqlite3",
    ): "the index, a cache; SQLite writes it",
    ("composer/ui/plain_imports.py", "import builtins"): "gives `import` back to Python",
    ("composer/ui/plain_imports.py", "getattr of builtins"): "as above: the import that PySide replaced",
    ("composer/store/index.py", "import sqlite3"): "as above, its connection as a type",
    ("composer/store/index_rows.py", "import sqlite3"): "as above",
    ("composer/app/apart.py", "import subprocess"): "this program again, which writes no file",
    (
        "composer/ui/selftest.py",
        "import tempfile",
    ): "a folder of its own, gone afterwards",
    ("composer/__main__.py", "os.open"): "the null device, when the reader of standard output went away",
    ("composer/__main__.py", "os.dup2"): "as above",
}


def imported(tree: ast.AST) -> Iterator[str]:
    """What is imported, and what of it could write."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from judged(alias.name)
                if alias.asname and alias.name in OF_MODULES:
                    yield f"import {alias.name} under another name"
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            yield from judged(module)
            for alias in node.names:
                name = alias.name
                if name in OF_MODULES.get(module, ()) or name == "*":
                    yield f"{module}.{name}"
                elif f"{module}.{name}" in {"logging.handlers", "logging.config"}:
                    yield f"import {module}.{name}"
                elif module.startswith("PySide6") and writes_in_qt(name):
                    yield name


def judged(module: str) -> Iterator[str]:
    parts = module.split(".")
    known = any(".".join(parts[:end]) in HARMLESS | {"composer"} for end in range(1, len(parts) + 1))
    if not known or module in {"logging.handlers", "logging.config", "concurrent.futures.process"}:
        yield f"import {module}"


def writes_in_qt(name: str) -> bool:
    return name not in QT_READS and (name.startswith(QT_BEGINS) or name.endswith(QT_ENDS))


def mode_of(call: ast.Call, position: int) -> str:
    given = next((word.value for word in call.keywords if word.arg == "mode"), None)
    if given is None and len(call.args) > position:
        given = call.args[position]
    if given is None:
        return "r"
    return str(given.value) if isinstance(given, ast.Constant) else "?"


def last_name(owner: ast.expr) -> str:
    """The name before a dot, also of `pathlib.os`."""
    return owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""


def named(node: ast.expr, reading: set[int]) -> Iterator[str]:
    """What a name means to a disk, called or not; `reading` has the calls that only read."""
    match node:
        case ast.Name("open") if id(node) not in reading:
            yield "open to write"
        case ast.Name(name) if name in DOORS:
            yield name
        case ast.Attribute() if id(node) in reading:
            return
        case ast.Attribute(owner, name) if name in OF_MODULES.get(last_name(owner), ()):
            yield f"{last_name(owner)}.{name}"
        case ast.Attribute(_, name) if name in METHODS:
            yield name
        case ast.Attribute(owner, "open") if opens_a_file(owner):
            yield "open to write"
        case ast.Attribute(_, name) if writes_in_qt(name) and name.startswith("Q"):
            yield name


def called(call: ast.Call) -> Iterator[str]:
    """What a call does to a disk, as far as its words tell."""
    match call.func:
        case ast.Attribute(_, "replace") if len(call.args) == 1 and not call.keywords:
            yield "replace of one argument"  # that of a path; that of a text has two
        case ast.Attribute(_, "save") if pictures(call) and last_name(call.args[0]) != "buffer":
            yield "a picture saved to a file"
        case ast.Name("getattr" | "setattr" | "attrgetter" | "methodcaller") | ast.Attribute(
            _, "attrgetter" | "methodcaller"
        ):
            yield from reached(call)


def pictures(call: ast.Call) -> bool:
    """Whether a save is that of a picture: the kind of file is its second word, or it is given a name."""
    is_named = any(word.arg in {"format", "quality"} for word in call.keywords)
    first, second = [*call.args, None, None][:2]
    return bool(call.args) and (
        is_named
        or (isinstance(second, ast.Constant) and isinstance(second.value, str))
        or (isinstance(first, ast.Constant) and "." in str(first.value))
    )


def reached(call: ast.Call) -> Iterator[str]:
    """What is reached by a name in a text; of a module, whatever the name is."""
    texts = {str(word.value) for word in call.args if isinstance(word, ast.Constant)}
    common = {"open", "write", "replace", "remove", "link", "handlers"}  # of much that is no file
    forbidden = METHODS.union(*OF_MODULES.values()) - common
    yield from (f"getattr {text}" for text in texts & forbidden)
    owner = last_name(call.args[0]) if call.args else ""
    if owner in OF_MODULES:
        if not texts & {"O_BINARY", "O_NOFOLLOW", "frozen", "getuid", "_MEIPASS"}:
            yield f"getattr of {owner}"
    elif texts & common and last_name(call.func) != "getattr":
        yield f"getattr {min(texts)}"


def opens_a_file(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and ("path" in owner.id or "file" in owner.id)


def only_reads(call: ast.Call) -> bool:
    match call.func:
        case ast.Name("open"):
            return mode_of(call, 1) in READING
        case ast.Attribute(_, "ZipFile"):
            in_memory = call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == "buffer"
            return mode_of(call, 1) in READING or bool(in_memory)
        case ast.Attribute(ast.Name("io" | "os"), _):
            return False
        case ast.Attribute(_, "open"):
            return mode_of(call, 0) in READING
    return False


def writes(source: str) -> set[str]:
    """What a source does that only the file layer may."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    reading = {id(call.func) for call in calls if only_reads(call)}
    found = {what for node in ast.walk(tree) if isinstance(node, ast.expr) for what in named(node, reading)}
    return found.union(*(called(call) for call in calls), imported(tree))


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


def test_every_exception_has_a_reason():
    assert all(reason for reason in ALLOWED.values())


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
        # Reached by another name.
        "save = path.write_text\nsave('a')",
        "getattr(path, 'write_text')('a')",
        "operator.methodcaller('write_bytes', b'')(path)",
        "operator.attrgetter('rename')(os)",
        "getattr(os, name)(a, b)",
        "import os as system\nsystem.rename(a, b)",
        "from os import *",
        "list(map(open, files))",
        "write = open",
        "import builtins\nbuiltins.open('a', 'w')",
        "import pathlib\npathlib.os.rename(a, b)",
        "vars(os)['rename'](a, b)",
        "__import__('shutil').copy(a, b)",
        "exec('open(1)')",
        "import importlib\nimportlib.import_module('shutil')",
        "import io\nio.FileIO(path, 'w')",
        "sys.modules['os'].rename(a, b)",
        # Others that write.
        "from PySide6.QtCore import QSaveFile",
        "from PySide6.QtCore import QFile",
        "from PySide6.QtCore import QTemporaryDir",
        "from PySide6.QtCore import QSettings",
        "from PySide6.QtGui import QImageWriter, QPdfWriter",
        "from PySide6 import QtCore\nQtCore.QFile(path)",
        "printer.setOutputFileName('a.pdf')",
        "picture.save('a.png')",
        "picture.save(str(path), 'PNG')",
        "image.save(path, format='PNG')",
        "import sqlite3",
        "import logging\nlogging.FileHandler('a')",
        "import logging\nlogging.basicConfig(filename='a')",
        "import zipfile\nzipfile.ZipFile(path, 'w')",
        "import tarfile",
        "import subprocess",
        "import os\nos.system('rm a')",
        "import ctypes",
        "import multiprocessing",
        "from urllib.request import urlretrieve",
        "import xml.etree.ElementTree",
        "import numpy",
    ],
)
def test_a_write_elsewhere_is_seen(source):
    assert writes(source)


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "path.open('rb')",
        "'a'.replace('b', 'c')",
        "replace(block, id=1)",
        "session.open(path)",
        "session.save(path)",
        "self.save('proposed')",
        "image.save(buffer, 'PNG')",
        "getattr(block, name)",
        "from PySide6.QtWidgets import QFileDialog",
        "from PySide6.QtCore import QBuffer, QIODevice",
        "import zipfile\nzipfile.ZipFile(io.BytesIO(data))",
    ],
)
def test_what_only_reads_is_no_write(source):
    assert not writes(source)


# ---- what words cannot tell

# Who writes without the file layer while the program runs; see ALLOWED.
SEEN = {"composer/app/log.py", "composer/store/index_file.py", "composer/ui/selftest.py"}


def test_nobody_but_the_file_layer_writes_while_the_program_runs(tmp_path):
    """The self-test, a library, a report: who opens a file to write, moves one or deletes one."""
    names = ("PLEIDOOI_DATA", "PLEIDOOI_SETTINGS", "PLEIDOOI_HOUSES")
    asked = {name: str(tmp_path / name) for name in names}
    # Python's own cache of compiled modules is no file of the program.
    asked |= {"PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.contracts.watched", str(tmp_path)],
        env=os.environ | asked, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert {who for who in told if who != LAYER} <= SEEN, told
    assert {"open", "os.rename", "os.remove", "os.mkdir"} <= set(told[LAYER])
