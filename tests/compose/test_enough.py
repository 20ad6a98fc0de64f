"""What repeats a long text without end is left out and told, long before it fills the memory."""

from pathlib import Path

import pytest

from composer.app.compile import compile_document, lay_out_document
from composer.app.world import world_of
from composer.compose import enough
from composer.compose.enough import MOST_IN_A_LINE, shortened
from composer.compose.flow import say
from composer.compose.resolve import resolve
from composer.model.edits import set_field
from composer.store.documents import open_bytes

HEAD = "pleidooi: 1\ntemplate: demo/letter\nlanguage: en\n"
LONG = "word " * 100_000
PARAGRAPH = "- id: p{n}\n  kind: paragraph\n  text: '{text}'\n"
TITLE = f"title: '{LONG}'\n"
SENDERS = "people:\n  addressees:\n  - name: 'x'\n    salutation: '" + LONG + "'\n"
SOURCE = f"sources:\n  s:\n    type: book\n    title: '{LONG}'\n"
HEADINGS = "".join(f"- {{id: h{n}, kind: heading, text: a}}\n" for n in range(10))
# Each of some hundred kilobytes; without an end each would say more than a gigabyte.
BOMBS = {
    "fields in one text": TITLE + "blocks:\n" + PARAGRAPH.format(n=0, text="{{title}} " * 5000),
    "fields in many texts": TITLE
    + "blocks:\n"
    + "".join(PARAGRAPH.format(n=n, text="{{title}}") for n in range(5000)),
    "salutations": SENDERS
    + "blocks:\n"
    + "".join(f"- {{id: s{n}, kind: salutation}}\n" for n in range(5000)),
    "salutations in a section": SENDERS
    + "blocks:\n- id: s\n  kind: section\n  blocks:\n"
    + "".join(f"  - {{id: s{n}, kind: salutation}}\n" for n in range(5000)),
    "sources": SOURCE + "blocks:\n" + PARAGRAPH.format(n=0, text="[@s] " * 5000),
}


def read(text):
    return open_bytes((HEAD + text).encode(), Path("x.yaml")).document


@pytest.mark.parametrize("sort", BOMBS)
def test_what_says_too_much_is_left_out_and_told(sort):
    document = read(BOMBS[sort])
    world = world_of(document)
    said = say(resolve(document, world))
    assert enough.size_of(said.flow.body) <= enough.MOST
    assert sum(enough.length(note.body.spans) for note in said.flow.notes) <= enough.MOST + len(LONG) + 10**5
    assert said.silent_from() is not None


def test_within_a_section_no_more_is_asked_once_it_is_too_much(monkeypatch):
    asked = []

    def size_of(flows):
        asked.append(flows)
        return enough.size_of(flows)

    for module in ("enough", "flow"):
        monkeypatch.setattr(f"composer.compose.{module}.MOST", 1000)
    monkeypatch.setattr("composer.compose.flow.size_of", size_of)
    inside = "".join(f"  - {{id: p{n}, kind: paragraph, text: '{'word ' * 60}'}}\n" for n in range(500))
    document = read("blocks:\n- id: s\n  kind: section\n  blocks:\n" + inside)
    assert say(resolve(document, world_of(document))).silent_from() is not None
    assert len(asked) < 10


def test_what_is_left_out_forbids_the_export(monkeypatch):
    monkeypatch.setattr("composer.compose.flow.MOST", 1000)
    document = read("blocks:\n" + "".join(PARAGRAPH.format(n=n, text="word " * 60) for n in range(9)))
    found = compile_document(document, world_of(document))
    (finding,) = [one for one in found.findings if one.id == "too-much"]
    assert found.has_errors
    assert finding.at.block == "p3"
    assert finding.advice


def test_what_was_left_out_is_said_again_once_there_is_room(monkeypatch):
    monkeypatch.setattr("composer.compose.flow.MOST", 1000)
    many = read("blocks:\n" + "".join(PARAGRAPH.format(n=n, text=f"{n} word " * 30) for n in range(6)))
    world = world_of(many)
    before = lay_out_document(many, world)
    for block, text in (("p0", "short"), ("p1", "short too"), ("p0", "long again " * 60)):
        many = set_field(
            many, block, "text", read("blocks:\n" + PARAGRAPH.format(n=0, text=text)).blocks[0].text
        )
        again = lay_out_document(many, world, before=before)
        fresh = lay_out_document(many, world)
        assert again.said.flow == fresh.said.flow
        assert again.findings == fresh.findings
        before = again


def test_many_tables_of_contents_stay_empty(monkeypatch):
    monkeypatch.setattr("composer.compose.contents.MOST_ENTRIES", 20)
    document = read("blocks:\n" + "- {kind: contents}\n" * 5 + HEADINGS)
    said = say(resolve(document, world_of(document)))
    named = [
        para for flow in said.flow.body for para in enough.paras_in(flow) if any(s.href for s in para.spans)
    ]
    assert len(named) == 2 * 10 * 2  # two tables of ten headings; words and page both lead there


def test_a_foot_holds_no_book():
    assert len(shortened(LONG)) == MOST_IN_A_LINE
    assert shortened("word") == "word"
