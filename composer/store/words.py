"""Words as houses and templates say them: by language, and lines that may name fields of the document."""

from collections.abc import Collection

from composer.compose.fields import stationery_values
from composer.i18n import _
from composer.model.house import Words
from composer.model.inline import parse_text
from composer.model.text import Cite, FreeNote, MergeField
from composer.store.values import Sheet, advice, is_null, shown
from composer.store.yaml import Mapping, Node


def words_by_language(sheet: Sheet, node: Node) -> Words:
    """Returns a text in its languages: `{nl: …, en: …}`, or one text for all of them."""
    if isinstance(node, Mapping):
        return tuple((sheet.language(key), sheet.words(value)) for key, value in node.entries)
    return () if is_null(node) else (("", sheet.words(node)),)


def words_by_name(sheet: Sheet, node: Node) -> tuple[tuple[str, Words], ...]:
    """Returns texts in their languages by name."""
    return tuple((name, words_by_language(sheet, value)) for name, value in sheet.table(node).items())


def line_words(sheet: Sheet, node: Node, names: Collection[str]) -> str:
    """Returns a line of stationery, which may name nothing but `names`, and has no place for a footnote."""
    words = sheet.words(node)
    for inline in parse_text(words).inlines:
        if isinstance(inline, Cite | FreeNote):
            raise sheet.refuse(node, _("a footnote cannot stand here"), _("write its words out"))
        if isinstance(inline, MergeField) and inline.name not in names:
            reason = _("nothing is called '{name}' here").format(name=shown(f"{{{{{inline.name}}}}}"))
            raise sheet.refuse(node, reason, advice(inline.name, names))
    return words


def line_by_language(sheet: Sheet, node: Node, names: Collection[str]) -> Words:
    """Returns a line of stationery in its languages; see `line_words`."""
    for words in (value for _key, value in node.entries) if isinstance(node, Mapping) else (node,):
        line_words(sheet, words, names)
    return words_by_language(sheet, node)


def read_foot(sheet: Sheet, node: Node, names: Collection[str]) -> tuple[Words, ...]:
    """Returns the parts of a foot, which may name the number of the page too."""
    known = (*names, *stationery_values({}))
    return tuple(line_by_language(sheet, item, known) for item in sheet.items(node))
