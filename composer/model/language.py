"""Languages by their codes: which there are, and which one is meant by what is none."""

# ISO 639-1, all of its codes.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv "
    "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie "
    "ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv "
    "mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm "
    "rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts "
    "tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
_TWO_LETTERS = frozenset(_CODES.split())
# What is written in their place: codes of countries, and the three letters of ISO 639-2 where there are two.
_MEANT = {
    "gb": "en",
    "us": "en",
    "eng": "en",
    "nld": "nl",
    "dut": "nl",
    "fry": "fy",
    "frl": "fy",
    "deu": "de",
    "ger": "de",
    "at": "de",
    "fra": "fr",
    "fre": "fr",
    "dk": "da",
    "cz": "cs",
    "gr": "el",
    "jp": "ja",
    "cn": "zh",
    "spa": "es",
    "ita": "it",
}
_LONGEST = 3


def is_language(tag: str) -> bool:
    """Return whether a BCP 47 tag begins with a language: two letters of ISO 639-1, else three."""
    code = tag.split("-", maxsplit=1)[0].lower()
    return code in _TWO_LETTERS or (len(code) == _LONGEST and code.isalpha() and code not in _MEANT)


def meant_language(tag: str) -> str:
    """Return the code that was meant by that of a country or by three letters, empty when it is unclear."""
    return _MEANT.get(tag.split("-", maxsplit=1)[0].lower(), "")
