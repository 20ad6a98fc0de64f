import pytest

from composer.app.matching import folded, matching

NAMES = ("Kop", "Alinea", "Voorbeeld", "Voorbeelden", "Coördinatie", "Blok omhoog", "Overige blokken")


def found(typed: str, *names: str) -> tuple[str, ...]:
    return matching(typed, names or NAMES, lambda name: (name, ""))


def test_nothing_typed_matches_everything_in_its_order():
    assert found("") == NAMES
    assert found("  ") == NAMES


@pytest.mark.parametrize("typed", ["coordinatie", "COÖRD", "coördinatie", "ordin"])
def test_accents_and_case_do_not_matter(typed):
    assert found(typed) == ("Coördinatie",)


def test_what_begins_so_comes_before_what_has_a_word_so_and_what_only_holds_it():
    assert found("blok") == ("Blok omhoog", "Overige blokken")
    assert found("v", "Alinea vet", "over", "Vet") == ("Vet", "Alinea vet", "over")


def test_every_word_counts_in_any_order():
    assert found("omhoog blok") == ("Blok omhoog",)
    assert found("omhoog kop") == ()


def test_other_words_find_it_too_and_come_last():
    items = (("Alinea", "paragraph"), ("Paragraaf", ""))
    assert matching("para", items, lambda item: item) == (("Paragraaf", ""), ("Alinea", "paragraph"))


def test_ligatures_and_signs_of_print_are_those_of_the_keyboard():
    assert folded("ĲS, ’s avonds – Øre") == "ijs, 's avonds - ore"
