"""Every sort of field that a kind may declare, by a kind that has them all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from composer.blocks import kind as kinds
from composer.blocks.kind import (
    Kind,
    choice_field,
    flag_field,
    grid_field,
    image_field,
    integer_field,
    record_field,
    records_field,
    strings_field,
    text_field,
    texts_field,
    words_field,
)
from composer.errors import DocumentError
from composer.model.document import Block, BlockId, Document
from composer.model.inline import parse_text
from composer.store.documents import open_bytes, write_document
from tests.store.builders import HEAD, blocks_of, cleaned, with_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A record with a shorthand that is no text, and with records of its own sort."""

    word: str = words_field("Word")
    weight: int = integer_field("Weight", default=1, minimum=-5, maximum=5)
    cells: tuple[Cell, ...] = records_field("Cells", shorthand="word")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A record whose shorthand is a choice."""

    to: str = choice_field("To", {"left": "Left", "right": "Right"})
    weight: int = integer_field("Weight", default=0, minimum=0, maximum=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything(Block):
    """A block with a field of every sort."""

    text: object = text_field("Text")
    texts: tuple[object, ...] = texts_field("Texts")
    grid: tuple[tuple[object, ...], ...] = grid_field("Grid", columns="sides")
    sides: tuple[Side, ...] = records_field("Sides", Side, shorthand="to")
    image: str = image_field("Image")
    words: str = words_field("Words")
    strings: tuple[str, ...] = strings_field("Strings")
    choice: str = choice_field("Choice", {"one": "One", "two": "Two"})
    flag: bool = flag_field("Flag", default=True)
    cell: Cell | None = record_field("Cell", Cell)  # noqa: RUF009  it makes a dataclass field
    cells: tuple[Cell, ...] = records_field("Cells", Cell, shorthand="word")
    bare: tuple[Cell, ...] = records_field("Bare", Cell)


EVERYTHING = Kind(
    name="everything", block=Everything, label="Everything", icon="", flow=lambda block, voice: iter(())
)


@pytest.fixture(autouse=True)
def _known(monkeypatch):
    monkeypatch.setitem(kinds.KINDS, "everything", EVERYTHING)
    monkeypatch.setitem(kinds._BY_TYPE, Everything, EVERYTHING)


def read(text: str) -> Everything:
    """Reads the fields of one block."""
    (block,) = open_bytes(
        f"{HEAD}blocks:\n  - kind: everything\n    {text}\n".encode(), Path("a")
    ).document.blocks
    assert isinstance(block, Everything)
    return block


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("texts: [a, '*b*']", {"texts": (parse_text("a"), parse_text("*b*"))}),
        ("texts: a", {"texts": (parse_text("a"),)}),
        ("grid: [[a, '*b*', 7], [], null, ['']]", {
            "grid": ((parse_text("a"), parse_text("*b*"), parse_text("7")), (), (), (parse_text(""),))
        }),
        ("sides: [right, {weight: 2}, left]", {
            "sides": (Side(to="right"), Side(weight=2), Side())
        }),
        ("image: media/a.png", {"image": "media/a.png"}),
        ("strings: [a, 12, ]", {"strings": ("a", "12")}),
        ('strings: "a\\nb\\n"', {"strings": ("a", "b")}),
        ("flag: false", {"flag": False}),
        ("choice: two", {"choice": "two"}),
        ("cell: {word: a, weight: -5, cells: [b, {word: c}]}", {
            "cell": Cell(word="a", weight=-5, cells=(Cell(word="b"), Cell(word="c")))
        }),
        ("cell: {}", {"cell": Cell()}),
        ("cell: null", {}),
        ("cells: [a, 7, null, {weight: 2}]", {
            "cells": (Cell(word="a"), Cell(word="7"), Cell(), Cell(weight=2))
        }),
        ("bare: [{word: a}, null]", {"bare": (Cell(word="a"), Cell())}),
    ],
)  # fmt: skip
def test_every_sort_of_field_is_read(text, expected):
    assert read(text) == Everything(id=BlockId("b1"), **expected)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("texts: {a: b}", "5:12", "expected a list, found names with values"),
        ("texts: [[a]]", "5:13", "expected text, found a list"),
        ("grid: [a]", "5:12", "expected a row of cells, found the text 'a' (write the cells of a row as"),
        ("grid: [[[a]]]", "5:13", "expected text, found a list"),
        ("sides: [up]", "5:13", "unknown to 'up' (choose from: left, right)"),
        ("strings: {a: b}", "5:14", "expected a list, found names with values"),
        ("bare: [a]", "5:12", "expected names with values, found the text 'a'"),
        ("cell: a", "5:11", "expected names with values, found the text 'a'"),
        ("cell: {weight: 6}", "5:20", "6 is out of range (it may be -5 to 5)"),
        ("cells: [{cells: [{wrd: a}]}]", "5:23", "unknown field 'wrd' of 'cells' of an everything"),
    ],
)
def test_every_sort_of_field_is_refused_with_its_place(text, place, reason):
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert f"a:{place}: {reason}" in str(caught.value)


@given(blocks_of(EVERYTHING, 2))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_every_sort_of_field_comes_back_as_it_was_written(block):
    document = Document(template="demo/letter", blocks=with_ids((block,))[0])
    assert open_bytes(write_document(document).encode(), Path("a")).document == cleaned(document)


def test_every_cell_of_a_grid_has_its_place():
    text = f"{HEAD}blocks:\n  - kind: everything\n    grid:\n      - [a, b]\n      - - c\n        - d\n"
    opened = open_bytes(text.encode(), Path("a"))
    places = [
        opened.place(opened.document.blocks[0].where(path))
        for path in ("grid", "grid.0.1", "grid.1", "grid.1.1")
    ]
    assert places == [(6, 7), (6, 13), (7, 9), (8, 11)]


def test_a_block_without_an_id_is_written_without_one():
    document = Document(template="demo/letter", blocks=(Everything(),))
    assert write_document(document).endswith("blocks:\n  - kind: everything\n")
