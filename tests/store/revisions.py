"""Library blocks for tests."""

from dataclasses import replace

from composer.blocks.request import Request
from composer.model.document import BlockId
from composer.model.inline import parse_text
from composer.model.revision import Revision, Variant


def request(text, block="b1"):
    return Request(id=BlockId(block), text=parse_text(text))


def revision(text="Maak de bussen gratis.", id_="bus", *, parents=(), author="An", state="adopted", **more):
    variant = Variant(request(text), more.pop("language", "nl"), more.pop("length", ""))
    whole = {"time": "2026-02-26T09:30:00Z", "variants": (variant,)} | more
    return Revision(id=id_, parents=tuple(parents), author=author, state=state, **whole)


def text_of(one):
    return one.variants[0].block.text.plain


def edited(one, text, *parents, author="Bo", **more):
    """The revision after another, by somebody else, with other words."""
    (variant,) = one.variants
    new = replace(variant, block=replace(variant.block, text=parse_text(text)))
    return replace(one, variants=(new,), parents=parents, author=author, **more)
