"""Settings as this program itself writes them, read line by line: a window opens without the YAML reader.

What a person may have written in another form is left to that reader; the two never say different things.
"""

from collections.abc import Iterator

from composer.model.settings import LANGUAGES, RECENT, SCALES, SCREENS, SIGNS, THEMES, USES, Settings

FORMAT = 1
# Pixels that no pane is wider or higher than.
WIDEST = 100_000
_STEP = "  "
# Words that YAML takes for something else than text.
_SPEAKING = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))

Value = str | int | list["Value"] | dict[str, "Value"]


class _OtherwiseError(Exception):
    """Something is not as this program writes it."""


def settings_in(text: str) -> Settings | None:
    """Return the settings that a text says in the very form in which they are written; None in any other."""
    *lines, rest = text.split("\n")
    try:
        _need(not rest and all(map(str.isprintable, lines)))
        return _settings(_table(lines, ""))
    except _OtherwiseError:
        return None


def _need(holds: bool) -> None:  # noqa: FBT001  it reads as a sentence
    if not holds:
        raise _OtherwiseError


# ---- lines; what is read is taken from the front


def _table(lines: list[str], indent: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for line in _within(lines, indent):
        name, colon, words = line.partition(":")
        _need(bool(colon) and _is_bare(name) and name not in found)
        found[name] = _scalar(words[1:]) if words[:1] == " " else _below(lines, indent + _STEP, words)
    return found


def _below(lines: list[str], indent: str, words: str) -> Value:
    items = [_scalar(line) for line in _within(lines, f"{indent}- ")]
    found: Value = items or _table(lines, indent)
    _need(bool(found) and not words)
    return found


def _within(lines: list[str], indent: str) -> Iterator[str]:
    while lines and lines[0].startswith(indent):
        line = lines.pop(0).removeprefix(indent)
        _need(line[:1] not in {"", " "})
        yield line


def _scalar(words: str) -> Value:
    if words in {"[]", "{}"}:
        return [] if words == "[]" else {}
    if words.isascii() and words.isdigit() and len(words) < 9 and str(int(words)) == words:
        return int(words)
    if len(words) > 1 and words[0] == words[-1] == '"':
        _need(not {'"', "\\"} & set(words[1:-1]))
        return words[1:-1]
    _need(_is_bare(words))
    return words


def _is_bare(words: str) -> bool:
    """Return whether words without quotes mean nothing but these words."""
    plain = words[:1].isalpha() and words[-1:] not in {" ", ":"} and words.lower() not in _SPEAKING
    return plain and ": " not in words and " #" not in words


# ---- what they mean


def _settings(values: dict[str, Value]) -> Settings:
    _need(values.pop("pleidooi-settings", 0) == FORMAT)
    theme, language = values.pop("theme", THEMES[0]), values.pop("language", "")
    signs = values.pop("signs", SIGNS[0])
    uses = values.pop("uses", USES[0])
    _need(theme in THEMES and language in LANGUAGES and signs in SIGNS and uses in USES)
    made = Settings(
        language=str(language),
        theme=str(theme),
        signs=str(signs),
        scale=_number(values.pop("scale", SCALES[0]), *SCALES),
        recent=_words(values.pop("recent", []))[:RECENT],
        geometry=_ascii(values.pop("geometry", "")),
        state=_ascii(values.pop("state", "")),
        splitters=_splitters(values.pop("splitters", {})),
        houses=_words(values.pop("houses", [])),
        libraries=_words(values.pop("libraries", [])),
        documents=_one_line(values.pop("documents", "")),
        exports=_one_line(values.pop("exports", "")),
        uses=str(uses),
        author=_one_line(values.pop("author", "")),
        screens=_screens(values.pop("screens", {}))[:SCREENS],
    )
    _need(not values)
    return made


def _number(value: Value, least: int, most: int) -> int:
    if not isinstance(value, int) or not least <= value <= most:
        raise _OtherwiseError
    return value


def _ascii(value: Value) -> str:
    _need(isinstance(value, str) and value.isascii())
    return str(value)


def _one_line(value: Value) -> str:
    _need(isinstance(value, str))
    return str(value)


def _screens(value: Value) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise _OtherwiseError
    return tuple((name, _ascii(place)) for name, place in value.items())


def _words(value: Value) -> tuple[str, ...]:
    items = _items(value)
    _need(all(isinstance(item, str) for item in items))
    return tuple(map(str, items))


def _items(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise _OtherwiseError
    return value


def _splitters(value: Value) -> tuple[tuple[str, tuple[int, ...]], ...]:
    if not isinstance(value, dict):
        raise _OtherwiseError
    return tuple(
        (name, tuple(_number(size, 0, WIDEST) for size in _items(sizes))) for name, sizes in value.items()
    )
