"""Reads hostile files, with a limit of memory and of time for each; a program that prints what happened.

`python -m tests.store.foreign FORMAT COUNT [FIRST]`.
"""

import json
import signal
import sys
import traceback
from functools import cache
from pathlib import Path

from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.blocks import KINDS
from composer.compose.world import World
from composer.errors import DocumentError
from composer.model.document import BlockId, Document
from composer.model.picture import Image
from composer.store.documents import open_bytes, write_document
from composer.store.pictures import read_picture
from composer.store.svg import read_drawing
from tests.store.corpus import hostile

SECONDS = 2.0  # of work, so that a busy machine is no reason to fail
MEMORY = 512 * 1024**2


class Hang(BaseException):
    """A file that is read too long."""


def read(format_: str, data: bytes, name: str) -> None:
    """Read a file as the program does; a document that is read must also be one that can be written."""
    if format_ == "svg":
        read_drawing(data, name)
    elif format_ in {"png", "jpg"}:
        show(read_picture(data, name))
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
        raise DocumentError(image.name, 0, 0, image.problem, image.hint)
    figure = KINDS["figure"].block(id=BlockId("f"), image=image.name)
    document = Document(template="demo/letter", blocks=(figure,), media=(image,))
    compile_document(document, the_world())


def complaint(error: DocumentError, name: str) -> str:
    """What a refusal lacks."""
    if error.path != name or error.line < 0 or error.column < 0:
        return "no place"
    if not error.reason or not error.hint:
        return "no reason or no advice"
    if not str(error).startswith(f"{name}:") or "\n" in str(error) or not str(error).isprintable():
        return "not one visible line"
    return "" if len(str(error)) < 500 else "too long"


def hang(_signal: int, _frame: object) -> None:
    raise Hang


def main(format_: str, count: str) -> None:
    import resource

    signal.signal(signal.SIGVTALRM, hang)
    name = f"vreemd.{format_}"
    bad: list[str] = []
    refused = taken = 0
    for number, data in enumerate(hostile(format_, int(count))):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
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
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if used > MEMORY and used > before * 1024:
            bad.append(f"{number}: {used // 1024**2} MB")
    print(json.dumps({"refused": refused, "taken": taken, "bad": bad}))


if __name__ == "__main__":
    main(*sys.argv[1:])
