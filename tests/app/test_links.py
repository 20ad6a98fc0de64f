import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.app.links import Link, address_of, host_of, link_at, with_link
from composer.model.inline import parse_text
from composer.model.unparse import unparse_text


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.nl/b?c=d#e", "https://a.nl/b?c=d#e"),
        (" http://a.nl ", "http://a.nl"),
        ("www.stedenkring.example", "https://www.stedenkring.example"),
        ("a.nl/pad", "https://a.nl/pad"),
        ("localhost.test:8080/x", "https://localhost.test:8080/x"),
        ("info@stedenkring.example", "mailto:info@stedenkring.example"),
        ("mailto:a@b.nl?subject=x", "mailto:a@b.nl?subject=x"),
        ("030 - 123 45 67", "tel:0301234567"),
        ("+31 (0)30 123", "tel:+31030123"),
        ("tel:112", "tel:112"),
    ],
)
def test_addresses_are_completed(typed, address):
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "woord",
        "twee woorden",
        "javascript:alert(1)",
        "file:///etc/x",
        "ftp://a.nl",
        "data:text/html,x",
        "12345",
        "https://",
        "a.nl/een pad",
        "a.nl/(x",
        "java.script:alert(1)",
    ],
)
def test_nothing_else_becomes_a_link(typed):
    assert address_of(typed) == ""


@given(st.text(max_size=40))
def test_an_address_is_one_that_a_document_can_hold(typed):
    address = address_of(typed)
    if address:
        text = parse_text(f"[x]({address})")
        assert [item.format.href for item in text.inlines] == [address]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://user@a.nl:80/b", "a.nl"),
        ("HTTPS://A.nl", "a.nl"),
        ("mailto:a@b.nl?subject=x", "a@b.nl"),
        ("tel:112", "112"),
        ("https://аpple.com/", "аpple.com (xn--pple-43d.com)"),
        ("https://[::1", ""),
        ("https://" + "é" * 80, ""),
    ],
)
def test_one_is_told_whom_a_link_leads_to(address, host):
    assert host_of(address) == host


LINKED = parse_text("ga naar [de **site**](https://a.nl) toe")


@pytest.mark.parametrize("caret", [8, 10, 15])
def test_the_link_at_the_caret_is_whole(caret):
    assert link_at(LINKED, caret, caret) == Link(8, 15, "de site", "https://a.nl")


def test_a_selection_within_a_link_is_the_whole_link():
    assert link_at(LINKED, 9, 11) == Link(8, 15, "de site", "https://a.nl")


@pytest.mark.parametrize(
    ("start", "end", "words"), [(0, 2, "ga"), (5, 10, "ar de"), (3, 3, ""), (19, 19, "")]
)
def test_what_is_selected_elsewhere_is_no_link_yet(start, end, words):
    assert link_at(LINKED, start, end) == Link(start, end, words, "")


def test_an_empty_text_has_no_link():
    assert link_at(parse_text(""), 0, 0) == Link(0, 0, "", "")


def changed(notation: str, start: int, end: int, words: str | None, address: str) -> tuple[str, int]:
    text = parse_text(notation)
    link = link_at(text, start, end)
    made, offset = with_link(text, link, link.words if words is None else words, address)
    return unparse_text(made), offset


def test_what_is_selected_becomes_a_link_with_its_formats_and_chips():
    assert changed("de **site** {{name}}^[x] hier", 0, 9, None, "https://a.nl") == (
        "[de **site** {{name}}](https://a.nl)^[x] hier",
        9,
    )


def test_a_link_gets_another_address_and_other_words():
    notation = "ga naar [de **site**](https://a.nl) toe"
    assert changed(notation, 9, 9, None, "https://b.nl")[0] == "ga naar [de **site**](https://b.nl) toe"
    assert changed(notation, 9, 9, "hier", "https://a.nl") == ("ga naar [hier](https://a.nl) toe", 12)


def test_without_an_address_the_words_stay():
    assert changed("[**a** b](https://a.nl) c", 0, 0, None, "") == ("**a** b c", 3)


def test_a_link_is_put_in_at_the_caret():
    assert changed("a b", 2, 2, "hier", "https://a.nl") == ("a [hier](https://a.nl)b", 6)


def test_words_over_two_paragraphs_stay_two():
    assert changed("een\n\ntwee", 0, 8, None, "https://a.nl")[0] == (
        "[een](https://a.nl)\n\n[twee](https://a.nl)"
    )
