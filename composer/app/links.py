"""Links in a text: the one at the caret, another in its place, and addresses as people type them."""

import re
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from composer.app.letters import Sign, signs_of, text_from
from composer.model.text import PLAIN, Format, MergeField, Text

_SCHEME = re.compile(
    r"(?:https?://|mailto:|tel:)[^\s()<>]{1,2000}(?:\([^\s()<>]*\)[^\s()<>]*)?", re.IGNORECASE
)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,25}")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/?#][^\s]*)?")


class Link(NamedTuple):
    """The words of a link between two offsets, and its address; empty where there is none yet."""

    start: int
    end: int
    words: str
    address: str


def link_at(text: Text, start: int, end: int) -> Link:
    """Return the link that a selection or a caret stands in, else what is selected, without an address."""
    signs = signs_of(text.paragraphs)
    around = {_address(sign) for sign in signs[start:end]} if end > start else set()
    if end == start:
        beside = [_address(signs[at]) for at in (start, start - 1) if 0 <= at < len(signs)]
        around = {next((address for address in beside if address), "")}
        if beside and not beside[0] and next(iter(around)):  # the caret stands behind the link
            start, end = start - 1, start
    address = around.pop() if len(around) == 1 else ""
    if address:
        while start > 0 and _address(signs[start - 1]) == address:
            start -= 1
        while end < len(signs) and _address(signs[end]) == address:
            end += 1
    return Link(start, end, _words(signs[start:end]), address)


def with_link(text: Text, link: Link, words: str, address: str) -> tuple[Text, int]:
    """Return a text in which a link has other words or another address, and the offset behind it.

    Without an address the words stay and are no link. Words that stay as they were keep their formats and
    chips; other ones have the format of the first of those before.
    """
    signs = signs_of(text.paragraphs)
    if words == link.words and link.end > link.start:
        new = [_linked(sign, address) for sign in signs[link.start : link.end]]
    else:
        near = signs[link.start] if link.end > link.start else None
        form = near[1] if isinstance(near, tuple) else PLAIN
        new = [_linked((sign, form), address) for sign in words]
    made = text_from([*signs[: link.start], *new, *signs[link.end :]])
    return made, link.start + len(new)


def address_of(typed: str) -> str:
    """Return a whole address for what was typed, empty when no link can be made of it.

    A site gets https://, an address of mail mailto:, a number tel:. No other scheme is ever let through.
    """
    words = typed.strip()
    if _SCHEME.fullmatch(words):
        return words
    if _MAIL.fullmatch(words):
        return f"mailto:{words}"
    if _PHONE.fullmatch(words) and sum(map(str.isdigit, words)) > 5:
        return "tel:" + re.sub(r"[^\d+]", "", words)
    if _SITE.fullmatch(words) and not _ANY_SCHEME.match(words):
        whole = f"https://{words}"
        return whole if _SCHEME.fullmatch(whole) else ""
    return ""


def host_of(address: str) -> str:
    """Return whom an address leads to: the host of a site, else what stands behind the scheme.

    A host with letters beyond ASCII is told as the network knows it, so that none can pass for another.
    """
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() not in {"http", "https"}:
        return rest.partition("?")[0]
    try:
        host = urlsplit(address).hostname or ""
        return host if host.isascii() else f"{host} ({host.encode('idna').decode('ascii')})"
    except (ValueError, UnicodeError):
        return ""


def _address(sign: Sign) -> str:
    return _format(sign).href


def _format(sign: Sign) -> Format:
    if isinstance(sign, tuple):
        return sign[1]
    return sign.format if isinstance(sign, MergeField) else PLAIN


def _linked(sign: Sign, address: str) -> Sign:
    if isinstance(sign, tuple):
        return sign[0], replace(sign[1], href=address)
    if isinstance(sign, MergeField):
        return replace(sign, format=replace(sign.format, href=address))
    return sign


def _words(signs: list[Sign]) -> str:
    return "".join(sign[0] if isinstance(sign, tuple) else "\ufffc" if sign else " " for sign in signs)
