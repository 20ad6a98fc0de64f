"""Between a revision and its file. The name of the file tells what is in it, so it is written one way only.

The time stands last and must be whole, so that a file of which the end has yet to arrive is never taken for a
revision.
"""

import re

from composer.i18n import _
from composer.model.revision import LENGTHS, STATES, Length, Revision, State, Stored, Variant
from composer.store.files import digest_of
from composer.store.people import read_sources, sources_tree
from composer.store.schema import BlockReader, block_tree
from composer.store.values import Sheet, shown, taken
from composer.store.yaml import Node, Sequence, read_yaml, write_yaml
from composer.store.yaml_text import Plain

FORMAT = 1
KEY = "pleidooi-block"
DIGITS = 12

OF_A_REVISION = (
    KEY,
    "id",
    "title",
    "state",
    "parents",
    "owner",
    "review_by",
    "organisation",
    "themes",
    "tags",
    "sources",
    "variants",
    "author",
    "time",
)
OF_A_VARIANT = ("language", "length", "block")

ID = re.compile(r"[\w-][\w.-]{0,79}")
DIGEST = re.compile(r"[0-9a-f]{12}")
REVIEW_DATE = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def short_digest(data: bytes) -> str:
    """Returns the digest by which a library knows a revision: 12 hex of the SHA-256 of its file."""
    return digest_of(data)[:DIGITS]


def revision_bytes(revision: Revision) -> bytes:
    """Returns the content of the file of a revision; equal revisions give equal bytes."""
    return write_yaml(_tree(revision)).encode()


def read_revision(data: bytes, path: str) -> Stored:
    """Reads a revision, with its digest; raises DocumentError, which calls it `path`, for what is none."""
    return Stored(short_digest(data), _revision(Sheet(path), read_yaml(data, path)))


def _tree(revision: Revision) -> dict[str, Plain]:
    tree: dict[str, Plain] = {
        KEY: FORMAT,
        "id": revision.id,
        "title": revision.title,
        "state": revision.state,
        "parents": list(revision.parents),
        "owner": revision.owner,
        "review_by": revision.review_by,
        "organisation": revision.organisation,
        "themes": list(revision.themes),
        "tags": list(revision.tags),
        "sources": sources_tree(revision.sources),
        "variants": [_variant_tree(variant) for variant in revision.variants],
        "author": revision.author,
        "time": revision.time,
    }
    needed = ("author", "time")
    return {name: value for name, value in tree.items() if value or name in needed}


def _variant_tree(variant: Variant) -> Plain:
    tree: dict[str, Plain] = {"language": variant.language}
    if variant.length:
        tree["length"] = variant.length
    return tree | {"block": block_tree(variant.block)}


def _revision(sheet: Sheet, node: Node) -> Revision:
    thing = _("a block of a library")
    sheet.version(node, KEY, FORMAT, thing)
    values = sheet.fields(node, thing, OF_A_REVISION)
    time = _matching(sheet, sheet.needed(node, values, "time", thing), TIME, "2026-02-26T09:30:00Z")
    states: dict[str, State] = {state: state for state in STATES}
    return Revision(
        id=_matching(sheet, sheet.needed(node, values, "id", thing), ID, _("letters, digits and -")),
        title=taken(values, "title", sheet.words, ""),
        state=states[sheet.choice(sheet.needed(node, values, "state", thing), STATES, _("state"))],
        parents=taken(values, "parents", lambda content: _parents(sheet, content), ()),
        owner=taken(values, "owner", sheet.words, ""),
        review_by=taken(values, "review_by", lambda content: _date(sheet, content), ""),
        organisation=taken(values, "organisation", sheet.words, ""),
        themes=taken(values, "themes", sheet.lines, ()),
        tags=taken(values, "tags", sheet.lines, ()),
        sources=taken(values, "sources", lambda content: read_sources(sheet, content, {}), ()),
        variants=_variants(sheet, node, values),
        author=taken(values, "author", sheet.words, ""),
        time=time,
    )


def _parents(sheet: Sheet, node: Node) -> tuple[str, ...]:
    return tuple(_matching(sheet, item, DIGEST, _("12 digits, 0-9 and a-f")) for item in sheet.items(node))


def _date(sheet: Sheet, node: Node) -> str:
    return _matching(sheet, node, REVIEW_DATE, "2026-02-26") if sheet.words(node) else ""


def _matching(sheet: Sheet, node: Node, form: re.Pattern[str], example: str) -> str:
    words = sheet.words(node)
    if not form.fullmatch(words):
        reason = _("'{words}' cannot stand here").format(words=shown(words))
        raise sheet.refuse(node, reason, _("write it as {example}").format(example=example))
    return words


def _variants(sheet: Sheet, node: Node, values: dict[str, Node]) -> tuple[Variant, ...]:
    thing = _("a block of a library")
    content = sheet.needed(node, values, "variants", thing)
    found = tuple(_variant(sheet, item) for item in sheet.items(content))
    if not found:
        raise sheet.refuse(content, _("there is no variant in it"), _("add 'block: …' with its text"))
    if len({variant.key for variant in found}) < len(found):
        hint = _("give them other languages or lengths")
        raise sheet.refuse(content, _("two variants of the same language and length"), hint)
    return found


def _variant(sheet: Sheet, node: Node) -> Variant:
    thing = _("a variant")
    values = sheet.fields(node, thing, OF_A_VARIANT)
    lengths: dict[str, Length] = {length: length for length in LENGTHS}
    content = sheet.needed(node, values, "block", thing)
    (block,) = BlockReader(sheet, {}).read(Sequence((content,), content.line, content.column))
    return Variant(
        block=block,
        language=taken(values, "language", sheet.language, "") or "nl",
        length=taken(values, "length", lambda word: lengths[sheet.choice(word, LENGTHS, _("length"))], ""),
    )
