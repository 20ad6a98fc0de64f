"""A program that types: recovers what it finds, then edits, acknowledges, saves, until it is killed."""

import os
import random
from multiprocessing.connection import Connection
from pathlib import Path

from composer.app import templates
from composer.app.recovery import candidates, recover
from composer.app.session import Session
from composer.model.document import BlockId
from composer.model.edits import Place, insert_blocks, remove_blocks, set_document_field, set_field
from composer.model.inline import parse_text
from composer.store.backups import Backups
from tests.builders import paragraph

FIELD = "counter"


def counted(document) -> int:
    """The number of the last edit that a document holds."""
    return int(document.field(FIELD) or 0)


def begin(folder: Path) -> Session:
    """The program starts: what a crash left first, else the file, else a new document."""
    backups = Backups(folder / "versions")
    if found := candidates(folder / "journal", backups):
        return recover(found[0], folder / "journal", backups=backups)
    path = folder / "brief.pleidooi"
    session = Session.open(path) if path.exists() else templates.begin("demo/letter", "nl")
    session.keep_in(folder / "journal", backups)
    return session


def edited(document, number: int, chance: random.Random):
    """A document after one more edit: words typed, a block added or deleted."""
    document = set_document_field(document, FIELD, str(number))
    blocks = [block for block in document.blocks if str(block.id).startswith("k")]
    if len(blocks) < 3 or chance.random() < 0.3:
        new = paragraph(f"Woorden van {number}.", id=BlockId(f"k{number}"))
        return insert_blocks(document, (new,), Place(None, chance.randrange(3)))
    if len(blocks) > 30 or chance.random() < 0.1:
        return remove_blocks(document, [chance.choice(blocks).id])
    return set_field(document, chance.choice(blocks).id, "text", parse_text(f"Getypt: {number}. " * 5))


def type_until_killed(folder: str, acknowledging: Connection, seed: int, untitled: bool) -> None:
    """Edit, and acknowledge each edit once it is in the journal; save now and then unless `untitled`."""
    chance = random.Random(seed)
    acknowledged = acknowledging.fileno()
    session = begin(Path(folder))
    number = counted(session.document)
    os.write(acknowledged, b"%d\n" % number)
    while True:
        number += 1
        session.apply("Type", lambda document, number=number: edited(document, number, chance))
        if session.keeper is None or not session.keeper.keep():
            os._exit(2)
        os.write(acknowledged, b"%d\n" % number)
        if not untitled and chance.random() < 0.15:
            session.save(Path(folder) / "brief.pleidooi")
