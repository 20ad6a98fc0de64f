"""What parts of documents are called: in the language of the window, whatever the document is written in."""

from dataclasses import replace

import pytest

from composer.app.called import inner_called, part_called, place_called, value_called
from composer.app.differences import differences, part_words
from composer.app.fields import names_in, plain_words
from composer.app.session import Session
from composer.blocks.kind import KINDS, schema_of
from composer.i18n import speak
from composer.model.document import SENT, BlockId, Where
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from tests.bench.documents import SAMPLE
from tests.builders import bullets, figure, findings, letter, paragraph, quotation, section, table, template


@pytest.fixture(scope="module")
def session():
    return Session.open(SAMPLE)


@pytest.fixture(params=["nl", "en"])
def language(request):
    speak(request.param)
    yield request.param
    speak("en")


def test_no_part_of_the_sample_is_called_by_its_key(session, language):
    shipped = session.world.template
    keys = [spec.key for spec in shipped.fields] + [role.key for role in shipped.roles]
    paths = [f"fields.{spec.key}" for spec in shipped.fields] + [
        f"people.{role.key}" for role in shipped.roles
    ]
    names = [part_called(path, shipped) for path in [*paths, *keys]]
    assert not {name for name in names if "_" in name or name[0].islower()}
    said = {"nl": ("Datum van het debat", "Ondertekenaars"), "en": ("Date of the debate", "Signatories")}
    assert (
        part_called("fields.event_date", shipped),
        part_called("people.signatories.0.role", shipped),
    ) == said[language]


def test_what_no_template_knows_is_called_by_the_only_name_it_has(session):
    shipped = session.world.template
    assert part_called("fields.other", shipped) == "other"
    assert part_called("people.somebody.name", shipped) == "somebody"
    assert part_called("media.foto.png", shipped) == "Picture foto.png"
    assert part_called("title", shipped) == "Title"
    assert part_called(f"fields.{SENT}", shipped) == "Sent on"


def test_a_source_is_called_by_its_title(session):
    first = session.document.sources[0]
    assert part_called(f"sources.{first.key}", session.world.template, session.document) == (
        f"Source {first.get('title')}"
    )
    assert part_called("sources.gone", session.world.template, session.document) == "Source gone"


def test_changes_of_fields_are_told_as_the_forms_show_them(session):
    speak("en")
    after = set_document_field(session.document, "event_date", "2026-05-03")
    (told,) = differences(session.document, after, session.world.template)
    assert told.place == "Date of the debate"
    assert "".join(piece.text for piece in told.after) == "3 May 2026"


def test_choices_and_languages_are_said_in_words(session):
    speak("nl")
    shipped = session.world.template
    assert part_words("language", "en", shipped) == "English"
    assert part_words("language", "tlh", shipped) == "tlh"
    assert part_words("template", shipped.id, shipped) == "Brief"
    assert part_words("fields.unknown", "x", shipped) == "x"
    speak("en")


def test_a_setting_of_a_block_is_told_by_the_label_of_its_choice():
    before = letter(paragraph("Een."))
    schema = dict(schema_of(KINDS["paragraph"].block))["role"]
    after = set_field(before, BlockId("1"), "role", schema.choices[1])
    (told,) = differences(before, after, template())
    words = "".join(piece.text for piece in told.after)
    assert words.endswith(f"{schema.label}: {schema.choice_labels[1]}")


def test_values_are_said_in_words():
    flag = next(
        schema for kind in KINDS.values() for _name, schema in schema_of(kind.block) if schema.sort == "flag"
    )
    assert (value_called(flag, value=True), value_called(flag, value=False)) == ("yes", "no")
    number = next(
        schema
        for kind in KINDS.values()
        for _name, schema in schema_of(kind.block)
        if schema.sort == "integer"
    )
    assert value_called(number, 2) == "2"


def test_a_field_of_a_block_is_named_behind_its_kind():
    assert inner_called(figure(alt="A"), "alt") == "what it shows"
    assert inner_called(quotation("T", "A"), "attribution") == "attribution"
    assert inner_called(quotation("T", "A"), "text") == ""
    assert inner_called(table(("a",)), "rows.0.0") == ""
    assert inner_called(paragraph("p"), "unknown") == ""
    assert place_called(Where(BlockId("1"), "attribution"), template(), quotation("T", "A")) == (
        "Quotation, attribution"
    )


def test_an_empty_field_is_named_by_its_label(session, language):
    shipped = session.world.template
    found = findings(
        letter(paragraph("{{event_date}} {{addressee.name}}")), fields=shipped.fields, roles=shipped.roles
    )
    said = " ".join(one.sentence for one in found if one.id == "empty-field")
    words = {
        "nl": ("Datum van het debat", "Geadresseerden, naam"),
        "en": ("Date of the debate", "Addressees, name"),
    }
    assert all(word in said for word in words[language])
    assert "event_date" not in said


def test_fields_within_texts_are_told_as_the_chips_show_them(session):
    after = set_field(
        session.document, BlockId("introduction"), "text", parse_text("Op {{event_date}} debat.")
    )
    (told,) = differences(session.document, after, session.world.template)
    words = "".join(piece.text for piece in told.after)
    assert words == "Op Datum van het debat debat."
    assert "{{" not in told.place
    assert "_" not in told.place


def test_references_within_texts_are_told_in_words():
    document = letter(section("Een"), paragraph("Zie {{ref:1}} op {{page:1}} en {{ref:gone}}."))
    said = names_in(document, template())
    assert (said["ref:1"], said["page:1"], said.get("ref:gone")) == ("paragraaf 1", "pagina …", None)
    assert plain_words(document.blocks[1].text, said) == "Zie paragraaf 1 op pagina … en …."
    assert plain_words(document.blocks[1].text, {}) == "Zie … op … en …."


def test_words_that_only_got_another_form_are_told_in_the_notation():
    before = letter(paragraph("Een woord."), bullets("a"))
    (told,) = differences(
        before, set_field(before, BlockId("1"), "text", parse_text("Een **woord**.")), template()
    )
    assert "".join(piece.text for piece in told.after).endswith("Paragraph: Een **woord**.")
    items = (replace(before.blocks[1].items[0], text=parse_text("*a*")),)
    (told,) = differences(before, set_field(before, BlockId("2"), "items", items), template())
    assert "".join(piece.text for piece in told.after).endswith("only its form")
