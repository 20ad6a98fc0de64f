"""Reads and writes documents: YAML alone, or packed with its pictures in a `.pleidooi` file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from composer.i18n import _
from composer.model.characters import clean
from composer.model.document import FORMAT_VERSION, Document, Edition, FieldValue, Where
from composer.model.people import People
from composer.store import container, limits, media
from composer.store.files import digest_of, read_bytes
from composer.store.people import people_tree, read_people, read_sources, sources_tree
from composer.store.schema import BlockReader, Places, block_tree
from composer.store.values import Sheet, shown, taken
from composer.store.yaml import Node, Scalar, read_yaml, write_yaml
from composer.store.yaml_text import Plain

SUFFIX = ".pleidooi"
OF_A_DOCUMENT = (
    "pleidooi",
    "template",
    "language",
    "title",
    "fields",
    "people",
    "sources",
    "blocks",
    "written-with",
)

_TEMPLATE = re.compile(r"\w[\w-]*/\w[\w-]*")
_VERSION = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it was read, and what else the file tells.

    `places` has line and column of every block, of its fields and of theirs (`items.2`, `parts.0.title`), and
    of the parts of the document itself (`title`, `fields.date`, `people.addressees.0.email`, `sources.KEY`).
    `digest` is the SHA-256 of the bytes that were read.
    """

    document: Document
    places: Mapping[Where, tuple[int, int]] = field(hash=False, compare=False)
    path: Path
    digest: str = ""

    def place(self, where: Where) -> tuple[int, int]:
        """Returns line and column of a place, else of the nearest thing around it that is in the file."""
        name = where.field
        while name:
            if (found := self.places.get(Where(where.block, name))) is not None:
                return found
            name = name.rpartition(".")[0]
        return self.places.get(Where(where.block)) or self.places[Where()]


def read_document(path: Path) -> Document:
    """Reads a document; raises DocumentError for what is not one."""
    return open_document(path).document


def open_document(path: Path) -> Opened:
    """Reads a document with the place of everything in it; raises DocumentError for what is not one."""
    return open_bytes(read_bytes(path, limits.ZIP_BYTES), path)


def open_bytes(data: bytes, path: Path) -> Opened:
    """Reads the content of a file; whether it is packed is seen from the bytes, not from the name.

    The pictures of a packed document are in it, those of another one in the folder `media` beside `path`.
    """
    name = str(path)
    packed = container.unpack(data, name) if container.is_packed(data) else None
    places: Places = {}
    document = _document(Sheet(name), read_yaml(packed.text if packed else data, name), places)
    document = media.with_packed(document, packed.media) if packed else media.with_beside(document, path)
    return Opened(document, places, path, digest_of(data))


def write_document(document: Document) -> str:
    """Returns a document as YAML; reading it gives an equal document."""
    blocks: list[Plain] = [block_tree(block) for block in document.blocks]
    return write_yaml({**head_tree(document), "blocks": blocks})


def head_tree(document: Document) -> dict[str, Plain]:
    """Returns a document as it is written, without its blocks."""
    tree: dict[str, Plain] = {
        "pleidooi": FORMAT_VERSION,
        "template": document.template,
        **_edition_tree(document.written_with),
        "language": document.language,
    }
    if document.title:
        tree["title"] = document.title
    if document.fields:
        tree["fields"] = dict(document.fields)
    if document.people.roles:
        tree["people"] = people_tree(document.people)
    if document.sources:
        tree["sources"] = sources_tree(document.sources)
    return tree


def is_packed(path: Path) -> bool:
    """Returns whether a document is saved with its pictures in one file, by the name of the file."""
    return path.suffix.lower() == SUFFIX


def document_bytes(document: Document, suffix: str) -> bytes:
    """Returns the content of a file: packed for `.pleidooi`, YAML alone for any other suffix.

    The same document always gives the same bytes. Packed, its pictures are named after their content.
    """
    if suffix.lower() != SUFFIX:
        return write_document(document).encode()
    document = media.settled(document, None)
    return container.pack(write_document(document).encode(), media.packed_media(document))


def _document(sheet: Sheet, node: Node, places: Places) -> Document:
    sheet.version(node, "pleidooi", FORMAT_VERSION, _("a document"))
    values = sheet.fields(node, _("a document"), OF_A_DOCUMENT)
    places[Where()] = node.line, node.column
    for name, value in values.items():
        places[Where(field=name)] = value.line, value.column
    return Document(
        template=_template(sheet, node, values),
        written_with=taken(values, "written-with", lambda value: _edition(sheet, value), None),
        language=taken(values, "language", sheet.language, "") or "nl",
        title=taken(values, "title", sheet.words, ""),
        fields=taken(values, "fields", lambda content: _fields(sheet, content, places), ()),
        people=taken(values, "people", lambda content: read_people(sheet, content, places), People()),
        sources=taken(values, "sources", lambda content: read_sources(sheet, content, places), ()),
        blocks=taken(values, "blocks", BlockReader(sheet, places).read, ()),
    )


def _template(sheet: Sheet, node: Node, values: Mapping[str, Node]) -> str:
    hint = _("write it as house/kind, such as demo/letter")
    if "template" not in values:
        raise sheet.refuse(node, _("the document names no template"), hint)
    name = sheet.words(values["template"])
    if not _TEMPLATE.fullmatch(name):
        reason = _("'{name}' cannot be the name of a template").format(name=shown(name))
        raise sheet.refuse(values["template"], reason, hint)
    return name


def _edition(sheet: Sheet, node: Node) -> Edition:
    """Returns the template that a document was saved with: its name and its version."""
    name, _space, version = sheet.words(node).rpartition(" ")
    if not _TEMPLATE.fullmatch(name) or not _VERSION.fullmatch(version):
        reason = _("'{name}' is not a template with its version").format(name=shown(sheet.words(node)))
        raise sheet.refuse(node, reason, _("write it as demo/letter 2, or delete the line"))
    return Edition(name, int(version))


def _edition_tree(edition: Edition | None) -> dict[str, Plain]:
    return {"written-with": f"{edition.template} {edition.version}"} if edition else {}


def _fields(sheet: Sheet, node: Node, places: Places) -> tuple[tuple[str, FieldValue], ...]:
    found: list[tuple[str, FieldValue]] = []
    for name, value in sheet.table(node).items():
        places[Where(field=f"fields.{name}")] = value.line, value.column
        if not isinstance(value, Scalar):
            raise sheet.unexpected(
                value, _("one value"), _("a field of the document holds one text, number or date")
            )
        found.append((name, clean(value.value) if isinstance(value.value, str) else value.value))
    return tuple(found)
