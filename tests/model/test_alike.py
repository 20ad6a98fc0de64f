"""Texts that are nearly the same are recognised, those that only speak of the same are not."""

import random
from pathlib import Path

import pytest

from composer.model.alike import folded_words, likeness, most_alike, telling_words

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

TEXT = """Overwegende dat:

• de gemeente Beekhoven al drie jaar met één wijkbedrijf werkt, waarin huurders, de corporatie en de zorg
samen besluiten over onderhoud, ontmoeting en vroege hulp;
• het aantal meldingen van overlast in die tijd met een derde is gedaald, en huisuitzettingen met de helft;
• de regeling waaruit het wijkbedrijf wordt betaald volgend jaar eindigt;

1. Zorg dat de regeling tot en met 2030 wordt verlengd en dat ook kleine gemeenten haar kunnen gebruiken.
"""
# The same as a scanner reads it: the bullets are letters, a word is divided, spaces and letters are lost.
SCANNED = """Overwegende dat:
e de gemeente Beekhoven al drie jaar met een wijk-
bedrijf werkt, waarin huurders, de corporatie en de zorg samenbesluiten over onderhoud, ontmoeting en
vroege hu1p;

e het aantal meldingen van overlast in die tijd met een derde is gedaa!d, en huisuitzettingen met dehelft;
e de rege1ing waaruit het wijkbedrijf wordt betaald vo1gend jaar eindigt;

l. Zorg dat de regeling tot en met 2O3O wordt verlengd en dat ook kleine gemeenten haar kunnen
gebruiken.
"""
OTHER = """De gemeente Zandwerve helpt huurders van de corporatie met een wijkbudget. Bewoners besluiten
zelf over het groen in de straat, de gemeente zorgt voor gereedschap en de corporatie voor de schuren. Het
aantal klachten over de straat daalde in drie jaar met een derde."""


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the letters that were collected are not on this machine")
def test_motion_that_was_scanned_is_recognised():
    typed, scanned, other = (
        next(SEEDS.glob(f"{n}_*")).read_text(encoding="utf-8") for n in ("000", "001", "004")
    )
    like = likeness(scanned, typed)
    assert like is not None
    assert like.share > 0.7
    assert likeness(typed, other) is None
    assert likeness(scanned, other) is None


def test_scan_with_lost_spaces_and_misread_letters_is_like_the_text():
    like = likeness(SCANNED, TEXT)
    assert like is not None
    assert like.relation == "same"
    assert like.share > 0.7


def test_texts_on_one_subject_are_not_alike():
    assert likeness(OTHER, TEXT) is None
    assert likeness(OTHER, SCANNED) is None


def test_text_within_a_longer_one_is_its_part_and_the_other_way_round():
    request = TEXT.strip().splitlines()[-1]
    assert likeness(request, TEXT).relation == "part"
    assert likeness(TEXT, request).relation == "whole"


def test_few_words_are_not_recognised_within_many_but_as_they_are():
    assert likeness("de gemeente", TEXT) is None
    assert likeness("De Gemeente!", "de gemeente").relation == "same"
    assert likeness("Zorg dat wij snel iets horen.", "Zorg  dat wij sne1 iets horen") is not None
    assert likeness("Zorg dat", "Zorg voor") is None


def test_text_without_words_is_like_none():
    assert likeness("•  – ", TEXT) is None
    assert likeness(TEXT, "") is None
    assert likeness("", "") is None


@pytest.mark.parametrize("seed", range(5))
def test_one_letter_in_fifteen_may_be_misread(seed):
    chance = random.Random(seed)
    signs = "abcdefghijklmnopqrstuvwxyz "
    read = "".join(chance.choice(signs) if chance.random() < 1 / 15 else sign for sign in TEXT)
    assert likeness(read, TEXT) is not None


def test_accents_capitals_and_divided_words_make_no_difference():
    assert folded_words("Éénoudergezin, wijk-\n bedrijf • e 5") == ("eenoudergezin", "wijkbedrijf", "5")


def test_longest_words_are_the_telling_ones():
    assert telling_words("de wet de verlengde wet", limit=2) == ("verlengde", "wet")


def test_most_alike_come_first():
    found = most_alike(TEXT, [("other", OTHER), ("scanned", SCANNED), ("same", TEXT)])
    assert [key for key, _like in found] == ["same", "scanned"]
