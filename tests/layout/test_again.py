"""A layout that takes over from the last one is the layout made from nothing."""

from dataclasses import replace

import pytest

from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.model.document import BlockId, Where
from composer.model.flow import FlowDocument, Note, Para, Span
from composer.model.house import Geometry
from tests.halfem import METRICS
from tests.layout.test_pages import TEMPLATE, House, Template, Writer


def again(document: FlowDocument, before: Layout | None) -> Layout:
    return lay_out(document, TEMPLATE, METRICS, before=before)


def edited(document: FlowDocument, writer: Writer) -> FlowDocument:
    """Change one thing as an author would: a paragraph, a note, a piece more or less or elsewhere."""
    body, notes = list(document.body), list(document.notes)
    place = writer.random.randrange(len(body) + 1)
    choice = writer.random.random()
    if choice < 0.2 and notes:
        which = writer.random.randrange(len(notes))
        text = Para(spans=(Span(writer.words(1, 200)),), style="note")
        notes[which] = Note(notes[which].number, text)
    elif choice < 0.4 or not body:
        body.insert(place, Para(spans=(Span(writer.words(1, 120)),)))
    elif choice < 0.5:
        body.append(body.pop(writer.random.randrange(len(body))))
    elif choice < 0.6:
        del body[writer.random.randrange(len(body))]
    else:
        style = "heading" if choice < 0.65 else "body"
        body[place % len(body)] = Para(spans=(Span(writer.words(1, 150)),), style=style)
    return replace(document, body=tuple(body), notes=tuple(notes))


@pytest.mark.parametrize("seed", range(150))
def test_it_is_the_same_after_every_edit(seed: int):
    writer = Writer(seed)
    writer.notes = []
    document = writer.document()
    before = again(document, None)
    for _ in range(6):
        document = edited(document, writer)
        fresh, before = again(document, None), again(document, before)
        assert before == fresh
        assert before.pages == fresh.pages


def long_paper() -> FlowDocument:
    writer = Writer(1)
    body = tuple(writer.para() for _ in range(400))
    return FlowDocument(title="", language="nl", regions=(), body=body, notes=tuple(writer.notes))


def test_only_the_pages_that_change_are_made_anew():
    document = long_paper()
    before = again(document, None)
    middle = document.body[200]
    assert isinstance(middle, Para)
    words = Para(spans=(Span(middle.spans[0].text[:-1] + "y"), *middle.spans[1:]))
    body = (*document.body[:200], words, *document.body[201:])
    after = again(replace(document, body=body), before)
    fresh = [new for new, old in zip(after.pages, before.pages, strict=True) if new is not old]
    assert len(after.pages) > 40
    assert 1 <= len(fresh) <= 3


def test_pages_are_made_anew_when_the_template_is_another():
    document = long_paper()
    wide = Template(House(replace_width(TEMPLATE.house.geometry)), TEMPLATE.styles)
    before = again(document, None)
    assert lay_out(document, wide, METRICS, before=before) == lay_out(document, wide, METRICS)


def replace_width(geometry: Geometry) -> Geometry:
    return replace(geometry, right=geometry.right + 20)


def test_a_document_that_names_its_pages_begins_where_the_last_one_ended():
    document = long_paper()
    first = Para(spans=(Span("zie pagina "), Span("0", page_of="last")))
    last = replace(document.body[-1], at=Where(BlockId("last")))
    body = (first, *document.body[:-1], last)
    document = replace(document, body=body, paged=(0,))
    before = again(document, None)
    words = Para(spans=(Span("Andere woorden, en nog een paar."),))
    changed = replace(document, body=(*body[:200], words, *body[201:]))
    after, fresh = again(changed, before), again(changed, None)
    assert after == fresh
    assert before.made is not None
    assert after.made is not None
    assert len(after.made.rounds) > 1
    for old, new in zip(before.made.rounds, after.made.rounds, strict=True):
        assert old.layout is not None
        assert new.layout is not None
        assert new.layout.pages[5] is old.layout.pages[5]
