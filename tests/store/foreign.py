"""Reads hostile files, with a limit of memory and of time for each; a program that prints what happened.

`python -m tests.store.foreign FORMAT COUNT [FIRST]`: so many, without those before the first.
"""

import faulthandler
import json
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path

from composer import resources
from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.blocks import KINDS
from composer.compose.world import World
from composer.errors import DocumentError
from composer.model.document import BlockId, Document
from composer.model.picture import Image
from composer.store.documents import Opened, open_bytes, write_document
from composer.store.pictures import read_picture
from composer.store.revision_lines import summary_in
from composer.store.revisions import read_revision, revision_bytes
from composer.store.summaries import summary_of
from composer.store.svg import read_drawing
from tests.store.corpus import hostile

SECONDS = 2.0  # of work, so that a busy machine is no reason to fail
MEMORY = 512 * 1024**2
# What may be wrong with a file as a whole; every other refusal of a text names the line and the column.
WHOLE = (
    "larger than",
    "the file is empty",
    "nothing but comments",
    "a picture of pixels",
    "damaged or cut off",
    "the file holds",
    "the file is too large",
    "the file is packed",
    "the file is locked",
    "it holds no",
)


class Hang(BaseException):
    """A file that is read too long."""


def read(format_: str, data: bytes, name: str) -> None:
    """Read a file as the program does; a document that is read must also be one that can be written."""
    if format_ == "svg":
        read_drawing(data, name)
    elif format_ in {"png", "jpg"}:
        show(read_picture(data, name))
    elif format_ == "revision":
        revise(data, name)
    elif format_ in {"house", "template"}:
        Path(name).write_bytes(data)
        compile_document(*in_house(Path(name).parent))
    else:
        opened = open_bytes(data, Path(name))
        again = open_bytes(write_document(opened.document).encode(), Path(name)).document
        if again != opened.document:
            raise AssertionError("read back otherwise")


@cache
def the_world() -> World:
    """The world of all these documents; one each would be kept by what is kept of their pages."""
    return world_of(Document(template="demo/letter"))


def show(image: Image) -> None:
    """Refuse a picture as the window says it; one that is taken must also be one that can be printed."""
    if image.problem:
        raise DocumentError(image.name, 1, 1, image.problem, image.hint)
    figure = KINDS["figure"].block(id=BlockId("f"), image=image.name)
    document = Document(template="demo/letter", blocks=(figure,), media=(image,))
    compile_document(document, the_world())


def revise(data: bytes, name: str) -> None:
    """Read a revision; whatever the reader of lines makes of it, the true one must not contradict."""
    quick = summary_in(data)
    stored = read_revision(data, name)
    if quick is not None and quick != summary_of(stored):
        raise AssertionError("two readers read it otherwise")
    if read_revision(revision_bytes(stored.revision), name).revision != stored.revision:
        raise AssertionError("read back otherwise")


def in_house(folder: Path) -> tuple[Document, World]:
    """A document in the house of a stranger."""
    document = letter().document
    return document, world_of(document, [folder.parent])


@cache
def letter() -> Opened:
    sample = next(resources.templates().glob("demo/samples/brief*.yaml")).read_bytes()
    return open_bytes(sample.replace(b"demo/letter", b"vreemd/letter"), Path("x"))


def house_of_a_stranger(folder: Path) -> Path:
    """Make a house with a logo and one template."""
    house = folder / "vreemd"
    house.mkdir()
    for name in ("house.yaml", "letter.yaml", "logo.svg", "logo-en.svg"):
        (house / name).write_bytes((resources.templates() / "demo" / name).read_bytes())
    return house


def complaint(error: DocumentError, name: str) -> str:
    """What a refusal lacks."""
    if error.path != name or error.line < 0 or error.column < 0:
        return "no place"
    if not error.line and not any(words in error.reason for words in WHOLE):
        return "no line"
    if not error.reason or not error.hint:
        return "no reason or no advice"
    if not str(error).startswith(f"{name}:") or "\n" in str(error) or not str(error).isprintable():
        return "not one visible line"
    return "" if len(str(error)) < 500 else "too long"


def hang(_signal: int, _frame: object) -> None:
    raise Hang


def watch() -> None:
    """End what works too long: with its place in Python, and for good where C never comes back."""
    signal.signal(signal.SIGVTALRM, hang)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    faulthandler.register(signal.SIGPROF, chain=True)


def allow(seconds: float) -> None:
    """Allow so many seconds of work from now on; 0 allows all."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    signal.setitimer(signal.ITIMER_PROF, 3 * seconds)


def peak() -> int:
    """The most memory this process ever had, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(format_: str, count: str, first: str = "0") -> None:
    watch()
    with tempfile.TemporaryDirectory() as folder:
        name = f"vreemd.{format_}"
        if format_ in {"house", "template"}:
            file = "house.yaml" if format_ == "house" else "letter.yaml"
            name = str(house_of_a_stranger(Path(folder)) / file)
        numbered = islice(enumerate(hostile(format_, int(count))), int(first), None)
        print(json.dumps(tried(format_, numbered, name)))


def tried(format_: str, numbered: Iterable[tuple[int, bytes]], name: str) -> dict[str, object]:
    """What became of so many files."""
    bad: list[str] = []
    refused = taken = 0
    for number, data in numbered:
        before = peak()
        allow(SECONDS)
        try:
            read(format_, data, name)
            taken += 1
        except DocumentError as error:
            refused += 1
            if wrong := complaint(error, name):
                bad.append(f"{number}: {wrong}: {error}")
        except BaseException as error:  # noqa: BLE001  whatever it is, it is what is looked for
            last = traceback.format_exc().splitlines()[-3:]
            bad.append(f"{number}: {type(error).__name__} {last}")
        finally:
            allow(0)
        if before < peak() > MEMORY:
            bad.append(f"{number}: {peak() // 1024**2} MB")
    return {"refused": refused, "taken": taken, "bad": bad, "megabytes": peak() // 1024**2}


if __name__ == "__main__":
    main(*sys.argv[1:])
