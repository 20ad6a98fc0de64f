"""The block kinds, one file each; importing this package makes them all known."""

from composer.blocks import (
    argument,
    closing,
    example,
    examples,
    heading,
    list,  # noqa: A004  the kind is called so
    page_break,
    paragraph,
    request,
    salutation,
    section,
    signatures,
)
from composer.blocks.kind import KINDS, Kind, kind_of

__all__ = [
    "KINDS",
    "Kind",
    "argument",
    "closing",
    "example",
    "examples",
    "heading",
    "kind_of",
    "list",
    "page_break",
    "paragraph",
    "request",
    "salutation",
    "section",
    "signatures",
]
