"""Patterns that are taken apart when they are needed divide words as pyphen does."""

import re

import pytest
from pyphen import LANGUAGES, HyphDict

from composer.layout.patterns import Patterns

TEXTS = {
    "nl_NL": "woningbouwimpuls verantwoordelijkheid leerplichtambtenaar zeeën coördinatie zoiets",
    "en_GB": "responsibility hyphenation affordable neighbourhood beginning associations throughout rhythm",
    "de_DE": "Verantwortlichkeit Donaudampfschiff Zuckerbäcker Wohnungsbau Straßenverkehr",
    "fr": "responsabilité logement aujourd'hui commune financement",
    "hu_HU": "asszonnyal hosszabb fogalommá",
}


@pytest.mark.parametrize("language", TEXTS)
def test_words_are_divided_as_by_pyphen(language: str):
    path = LANGUAGES[language]
    ours, theirs = Patterns(path), HyphDict(path)
    letters = sorted(key.strip(".") for key in theirs.patterns)
    joined = ["".join(letters[i : i + 3]) for i in range(0, len(letters), 40)]
    for word in (*TEXTS[language].split(), *filter(re.compile(r"\w+").fullmatch, joined)):
        assert ours.positions(word) == theirs.positions(word)
        assert ours.positions(word) == ours.positions(word)


def test_a_file_with_rare_patterns_is_read_by_pyphen(tmp_path):
    file = tmp_path / "hyph_xx.dic"
    file.write_text("UTF-8\n% a note of 2026\nas3szon/sz=,2,1\nn1t\n", encoding="utf-8")
    patterns = Patterns(file)
    assert patterns.positions("asszont") == HyphDict(file).positions("asszont")
    assert patterns.positions("asszont")[0].data is not None
