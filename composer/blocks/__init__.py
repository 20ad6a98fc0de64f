"""The block kinds, one file each; importing this package makes them all known."""

from composer.blocks import (
    argument,
    closing,
    example,
    examples,
    figure,
    heading,
    list,  # noqa: A004  the kind is called so
    page_break,
    paragraph,
    request,
    salutation,
    section,
    signatures,
    table,
)
from composer.blocks.kind import KINDS, Kind, kind_of

__all__ = [
    "KINDS",
    "Kind",
    "argument",
    "closing",
    "example",
    "examples",
    "figure",
    "heading",
    "kind_of",
    "list",
    "page_break",
    "paragraph",
    "request",
    "salutation",
    "section",
    "signatures",
    "table",
]
