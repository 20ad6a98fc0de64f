import pytest

from composer.layout.hyphens import divisions


def divided(word: str, language: str = "nl") -> str:
    places = divisions(word, language)
    return "-".join(word[start:end] for start, end in zip((0, *places), (*places, len(word)), strict=True))


@pytest.mark.parametrize(
    "word",
    [
        "zorg-inkoop",
        "woning-bouw-impuls",
        "bouw-ini-ti-a-tief",
        "behan-del-aan-bod",
        "laad-infra-struc-tuur",
        "opvang-loca-tie",
        "wet-ge-vings-tra-ject",
        "star-ters-lenin-gen",
        "decen-tra-li-sa-tie-uit-ke-ring",
        "man-tel-zorg-onder-steu-ning",
        "jeugd-aan-bie-ders",
        "wijk-eige-naar",
        "mede-over-heid",
        "gemeente-rap-port",
        "beleids-eva-lu-a-tie",
        "stake-hol-ders",
    ],
)
def test_a_compound_is_divided_at_its_joint(word):
    assert divided(word.replace("-", "")) == word


@pytest.mark.parametrize(
    "word", ["volks-huis-ves-ting", "gemeen-te-raads-le-den", "ver-duur-za-ming", "zorg-aan-bod"]
)
def test_what_the_patterns_know_is_left_to_them(word):
    assert divided(word.replace("-", "")) == word


@pytest.mark.parametrize(
    "word", ["cliënten", "financiële", "officiële", "coördinatie", "patiënten", "geïnde"]
)
def test_a_vowel_with_a_diaeresis_never_begins_a_line(word):
    assert not {index for index in divisions(word, "nl") if word[index] in "ëïö"}


def test_the_sound_of_milieu_is_one():
    assert divided("milieubeleid") == "milieu-be-leid"
    assert divided("seri-eus".replace("-", "")) == "serieus"


def test_no_part_is_without_a_vowel():
    assert divided("doodscultus") == "doodscul-tus"


def test_capitals_are_divided_like_small_letters():
    assert divided("Zorginkoop") == "Zorg-inkoop"
    assert divided("WONINGBOUWIMPULS") == "WONING-BOUW-IMPULS"


def test_words_on_both_sides_of_a_sign_are_divided_each_for_itself():
    assert divided("kosten-batenanalyse").replace("--", "-") == "kos-ten-baten-ana-lyse"


@pytest.mark.parametrize(
    "word", ["policy-makers", "whistle-blower", "waste-water", "home-owners", "readjust"]
)
def test_english_compounds_are_divided_between_their_words(word):
    assert divided(word.replace("-", ""), "en") == word


def test_another_language_has_neither_dutch_joints_nor_dutch_vowels():
    assert divided("Wohnungsbaugesellschaft", "de") == "Woh-nungs-bau-ge-sell-schaft"


def test_a_language_without_patterns_divides_nothing():
    assert divisions("wenningbouprogramma", "fy") == ()


def test_letters_without_end_are_no_word_and_are_not_divided():
    word = "woningbouw" * 50
    assert divisions(word, "nl")
    assert divisions(word + "s", "nl") == ()
    assert divisions(f"{word}s woningbouw", "nl") == tuple(
        len(word) + 2 + place for place in divisions("woningbouw", "nl")
    )
