#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The project's own command: makes an environment for Pleidooi, then shows, tests or bundles it.

It must never need more than Python's standard library, and never write outside the project's folder;
only `test`, as root on Debian or Ubuntu, installs the system packages named in SYSTEM.
"""

from __future__ import annotations

import ctypes
import difflib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

if sys.version_info < (3, 11):  # noqa: UP036  an older Python may well be the one that reads this
    sys.exit("Pleidooi needs Python 3.11 or newer, and this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
MARK = VENV / "installed"
LOCALE = ROOT / "assets" / "locale"
LANGUAGES = ("nl", "en")
# Their catalogues hold only what documents say by themselves; see composer/i18n.py.
OF_DOCUMENTS_ONLY = ("de", "fr", "fy")
DATES = "POT-Creation-Date|PO-Revision-Date"
BLANKS = "Project-Id-Version|Report-Msgid-Bugs-To|Last-Translator|Language-Team|Generated-By"
LONG_AGO = '"\\1: 2000-01-01 00:00+0000\\\\n"\n'
PLACES = {"base": str(VENV), "platbase": str(VENV)}
SCRIPTS = Path(sysconfig.get_path("scripts", "venv", PLACES))
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
PIP_OPTIONS = ("-q", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:")

# What the tests need of the system: a command, a library or a file, and the Debian package that brings it.
SYSTEM = (
    ("pdftotext", "poppler-utils"),
    ("qpdf", "qpdf"),
    ("javac", "default-jdk-headless"),
    ("/usr/share/java/jaxb-runtime.jar", "libjaxb-java"),
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libX11.so.6", "libx11-6"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)


class Step(NamedTuple):
    """One program of the environment that a verb runs, and the name people know it by."""

    name: str
    words: tuple[str, ...]


LINT = (
    Step("ruff check", ("ruff", "check", ".")),
    Step("ruff format", ("ruff", "format", "--check", ".")),
    Step("mypy", ("mypy",)),
    Step("lint-imports", ("lint-imports",)),
)


class RefusalError(Exception):
    """Something expected stands in the way; its message is the sentence that says what."""


def say(text: str = "") -> None:
    """Prints at once, so that it stands before what a program started next has to say."""
    print(text, flush=True)


def call(words: Sequence[str | Path], *, cwd: Path | None = ROOT) -> int:
    """Runs a program and returns its exit code."""
    return subprocess.run(words, cwd=cwd, env=os.environ | {"PYTHONUTF8": "1"}, check=False).returncode


def complaint(words: Sequence[str | Path]) -> str:
    """Runs a program without a sound; returns what it said last if it failed, else nothing."""
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return (done.stdout.split("\n\n")[-1].strip() or "no reason given") if done.returncode else ""


def tool(name: str) -> str:
    """Returns the path of a program of the environment."""
    found = shutil.which(name, path=str(SCRIPTS))
    if found is None:
        raise RefusalError(f"{name} is not in .venv; delete that folder and try again.")
    return found


# The environment


def ensure_environment() -> None:
    """Makes .venv from the lock, anew when the lock, the Python or the folder has changed since."""
    if not LOCK.is_file():
        raise RefusalError("requirements.lock is missing, so there is nothing to install from.")
    wanted = "\n".join((hashlib.sha256(LOCK.read_bytes()).hexdigest(), sys.version, str(ROOT)))
    if PYTHON.exists() and MARK.is_file() and MARK.read_text(encoding="utf-8") == wanted:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not install_packages([package]):
            raise RefusalError(f"This Python makes no environments yet: sudo apt-get install {package}")
    say("Making .venv from requirements.lock (only when the lock has changed; it may take some minutes) ...")
    if why := complaint([sys.executable, "-m", "venv", "--clear", VENV]):
        raise RefusalError(f"The environment .venv could not be made: {why}")
    if why := complaint([PYTHON, "-m", "pip", "install", *PIP_OPTIONS, "-r", LOCK]):
        reason = why.splitlines()[-1]
        raise RefusalError(
            f"The packages could not be installed (is there a network?): {reason.removeprefix('ERROR: ')}"
        )
    place_project()
    MARK.write_text(wanted, encoding="utf-8")


def place_project() -> None:
    """Puts the source tree on the environment's path, and the command `pleidooi` among its programs."""
    packages = Path(sysconfig.get_path("purelib", "venv", PLACES))
    # A relative line is ASCII wherever the project's folder is.
    (packages / "pleidooi.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")
    if os.name == "nt":
        (SCRIPTS / "pleidooi.cmd").write_text('@"%~dp0python.exe" -P -m composer %*\n', encoding="ascii")
        return
    launcher = SCRIPTS / "pleidooi"
    launcher.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -P -m composer "$@"\n', encoding="ascii")
    launcher.chmod(0o755)


def install_packages(packages: Sequence[str]) -> bool:
    """Installs Debian packages where that needs no question; says whether it did."""
    if sys.platform != "linux" or not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"Installing {', '.join(packages)} ...")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    complaint(["apt-get", "update", "-qq"])
    why = complaint(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    if why:
        say(why)
    return not why


def ensure_system() -> None:
    """Installs what SYSTEM names and this machine lacks, or says in one line what that is."""
    lacking = [(need, package) for need, package in SYSTEM if not is_present(need)]
    packages = [package for _, package in lacking]
    if lacking and not install_packages(packages):
        needs = ", ".join(need for need, _ in lacking)
        remedy = f"sudo apt-get install {' '.join(packages)}"
        say(f"Some tests will fail without {needs}; on Debian or Ubuntu: {remedy}")


def is_present(need: str) -> bool:
    """Says whether a file is there, a command on the path, a library to be loaded.

    Libraries matter on Linux only.
    """
    if need.startswith("/"):
        return Path(need).is_file()
    if ".so." not in need:
        return shutil.which(need) is not None
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


# The verbs


def run_steps(steps: Sequence[Step]) -> int:
    """Runs every step, whatever became of the one before, and sums up; returns 1 if any failed."""
    results = []
    for step in steps:
        say(f"\n== {step.name}")
        start = time.monotonic()
        code = call([tool(step.words[0]), *step.words[1:]])
        results.append((step.name, code, time.monotonic() - start))
        say(f"== {step.name}: {outcome(code)} in {results[-1][2]:.1f} s")
    say("\n== summary")
    for name, code, seconds in results:
        say(f"   {name:14} {outcome(code):8} {seconds:7.1f} s")
    return int(any(code for _, code, _ in results))


def outcome(code: int) -> str:
    """Returns the word for an exit code."""
    return "FAILED" if code else "ok"


def demo(arguments: Sequence[str]) -> int:
    """Makes the sample letters in demo/."""
    return call([PYTHON, "-m", "composer", "demo", "-o", "demo", *arguments])


def run(arguments: Sequence[str]) -> int:
    """Runs the program in the caller's own folder, where the files it is given are."""
    return call([PYTHON, "-P", "-m", "composer", *arguments], cwd=None)


def test(arguments: Sequence[str]) -> int:
    """Runs the linters and all tests; with arguments only pytest, which gets them."""
    ensure_system()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments:
        return call([PYTHON, "-m", "pytest", *arguments])
    # One process has all tests of a file, so that what a file makes for all of them is made once.
    shared = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    return run_steps((*LINT, Step("pytest", (PYTHON.name, "-m", "pytest", "--cov", *shared))))


def lint(arguments: Sequence[str]) -> int:
    """Runs the linters."""
    refuse_arguments("lint", arguments)
    return run_steps(LINT)


def bench(arguments: Sequence[str]) -> int:
    """Measures."""
    return call([PYTHON, "-m", "tests.bench", *arguments])


def bundle(arguments: Sequence[str]) -> int:
    """Makes the program that needs no Python, and tries it out in an environment with nothing in it."""
    ensure_environment()
    made = call([tool("pyinstaller"), "--noconfirm", "--log-level", "WARN", "build.spec", *arguments])
    if made:
        return made
    program = ROOT / "dist" / "pleidooi" / ("pleidooi.exe" if os.name == "nt" else "pleidooi")
    say(f"made: {program.relative_to(ROOT)}")
    with tempfile.TemporaryDirectory() as folder:
        bare = {"QT_QPA_PLATFORM": "offscreen", "HOME": folder, "LC_ALL": "C.UTF-8"}
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        tried = [
            subprocess.run([program, *words], cwd=folder, env=kept | bare, check=False).returncode
            for words in (["selftest"], ["demo", "-o", "samples"])
        ]
    return max(tried)


def pictures(arguments: Sequence[str]) -> int:
    """Make the pictures of the documentation from the real program."""
    ensure_environment()
    return call([PYTHON, "-m", "docs.pictures", *arguments])


def catalogues(arguments: Sequence[str]) -> int:
    """Brings assets/locale up to date with the source; with --check only says what would change."""
    check = list(arguments) == ["--check"]
    if not check:
        refuse_arguments("catalogues", arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "locale"
        shutil.copytree(LOCALE, made) if LOCALE.is_dir() else made.mkdir()
        make_catalogues(made)
        files = [path.relative_to(made) for path in sorted(made.rglob("pleidooi.*"))]
        changed = [file for file in files if not same(made / file, LOCALE / file)]
        for file in changed:
            say(f"{'out of date' if check else 'written'}: assets/locale/{file.as_posix()}")
            if not check:
                (LOCALE / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made / file, LOCALE / file)
    if not changed:
        say("The catalogues are up to date.")
    return int(check and bool(changed))


def make_catalogues(folder: Path) -> None:
    """Extracts, updates and compiles in a folder; the same source gives the same bytes on any day."""
    template = folder / "pleidooi.pot"
    about = ["--header-comment=# The words of Pleidooi. EUPL-1.2"]
    keywords = ["--no-default-keywords", "-k", "_", "-k", "N_", "-k", "ngettext:1,2"]
    shape = ["--no-location", "--sort-output", "-o", str(template)]
    babel("extract", *about, *keywords, *shape, "composer")
    settle_header(template, LONG_AGO)
    for language in LANGUAGES:
        words = folder / language / "LC_MESSAGES" / "pleidooi.po"
        place = ["-i", str(template), "-o", str(words), "-l", language]
        if words.exists():
            babel("update", "--no-fuzzy-matching", "--ignore-obsolete", *place)
        else:
            babel("init", *place)
        settle_header(words, LONG_AGO)
        babel("compile", "-i", str(words), "-o", str(words.with_suffix(".mo")), "-l", language)
        settle_header(words, "")
    for language in OF_DOCUMENTS_ONLY:
        words = folder / language / "LC_MESSAGES" / "pleidooi.po"
        babel("compile", "-i", str(words), "-o", str(words.with_suffix(".mo")), "-l", language)
    settle_header(template, "")


def settle_header(text: Path, date: str) -> None:
    """Takes the blanks to fill in out of a catalogue, and puts `date` where Babel wrote today's."""
    words = re.sub(f'^"({BLANKS}): .*\n', "", text.read_text("utf-8"), flags=re.MULTILINE)
    words = re.sub(f'^"({DATES}): .*\n', date, words, flags=re.MULTILINE)
    text.write_text(words, encoding="utf-8", newline="\n")


def same(one: Path, other: Path) -> bool:
    """Says whether both files are there with the same bytes."""
    return other.is_file() and one.read_bytes() == other.read_bytes()


def babel(*words: str) -> None:
    """Runs pybabel, which speaks only when it fails."""
    if why := complaint([tool("pybabel"), *words]):
        raise RefusalError(f"pybabel {words[0]} failed: {why}")


def refuse_arguments(verb: str, arguments: Sequence[str]) -> None:
    """Refuses what a verb has no use for."""
    if arguments:
        raise RefusalError(f"{verb} does not know {' '.join(arguments)}; see python3 dev.py --help")


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "run": run,
    "test": test,
    "bench": bench,
    "lint": lint,
    "bundle": bundle,
    "pictures": pictures,
    "catalogues": catalogues,
}

HELP = """\
usage: python3 dev.py VERB [ARGUMENTS]

  demo         make the sample letters in demo/; look at them first
  run          run Pleidooi from the source, with the arguments of pleidooi:
                 python3 dev.py run --help
                 python3 dev.py run export letter.yaml
  test         all there is: ruff check, ruff format, mypy, lint-imports, then pytest
               with coverage; goes on after a failure and sums up. As root on Debian or
               Ubuntu it first installs the system packages the tests need. Arguments go
               to pytest, which then runs alone and without coverage:
                 python3 dev.py test -k notes
                 python3 dev.py test tests/layout -x
  lint         only the first four of test; a pre-commit hook runs the same
  bench        measure; the arguments of tests/bench
  bundle       make the program that needs no Python, with PyInstaller, in dist/
  pictures     make the pictures of the documentation from the real program; with
               --all DIR pictures of every window, in both languages and all looks
  catalogues   collect the words to translate and compile the translations in
               assets/locale; with --check change nothing and say what is out of date

The first verb makes .venv from requirements.lock, which needs the network or a folder of
packages that pip knows of; later ones start at once, until the lock changes. In .venv is
also the command pleidooi. Delete .venv to start afresh; nothing else is kept in it.

It exits with 0 if all went well, 1 if something failed, 2 if a verb or argument is unknown.
"""


def main(arguments: Sequence[str]) -> int:
    """Runs one verb and returns the exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(HELP)
        return 0 if arguments else 2
    verb, *rest = arguments
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(VERBS)}."
        say(f"There is no verb {verb}{hint}")
        return 2
    if rest in (["-h"], ["--help"]) and verb != "run":
        say(HELP)
        return 0
    try:
        ensure_environment()
        return VERBS[verb](rest)
    except RefusalError as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
