"""Links whose words do not say where they lead, and what was meant as a link and is none.

A screen reader lists links without the text around them.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from composer.blocks.kept import texts_in
from composer.i18n import N_
from composer.model.document import Block, Where
from composer.model.finding import Finding, note, warning
from composer.model.text import FreeNote, Inline, Run, format_of

# A short address such as example.org/plan can be read out, and typed over from paper.
LONGEST_ADDRESS = 40
_VAGUE = frozenset(
    (
        *(
            "hier",
            "klik hier",
            "via deze link",
            "deze link",
            "deze pagina",
            "link",
            "lees meer",
            "lees verder",
        ),
        *("meer", "meer informatie", "meer lezen", "website", "deze website"),
        *(
            "here",
            "click here",
            "this link",
            "this page",
            "read more",
            "more",
            "more information",
            "learn more",
        ),
        *("hjir", "klik hjir"),
    )
)

# What the notation leaves as it stands since it makes no such link: [words](file:///x), [words](example.org).
_REFUSED = re.compile(r"\[[^\[\]]*\]\(([^\s()]*[.:/][^\s()]*)")
_SHOWN = 60


def links_of(block: Block) -> Iterator[Finding]:
    """Yield links that are a bare address or say no more than “here”, and addresses that make no link."""
    for words, at in _links_in(block):
        if is_vague(words) or is_address(words):
            yield _found(words, at)
    yield from _refused_in(block)


def _refused_in(block: Block) -> Iterator[Finding]:
    for at, text, _language in texts_in(block):
        for address in _REFUSED.findall(_plain(tuple(text.inlines))):
            yield warning(
                "refused-link",
                N_("“{address}” becomes no link; it is printed as it stands."),
                at,
                hint=_way_out(address),
                address=address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…",
            )


def _way_out(address: str) -> str:
    if ":" not in address:
        return N_("Begin the address with https://.")
    if address.lower().startswith(("http://", "https://", "mailto:", "tel:")):
        return N_("Write the address without spaces, and with a bracket behind it.")
    return N_("Only addresses with http, https, mailto or tel become links.")


def _plain(inlines: tuple[Inline, ...]) -> str:
    """Return the words of runs and of free notes; of what became a link no bracket is left in them."""
    words = ""
    for inline in inlines:
        if isinstance(inline, FreeNote):
            words += f"\n{_plain(inline.inlines)}\n"
        elif isinstance(inline, Run):
            words += inline.text
    return words


def _found(words: str, at: Where) -> Finding:
    if is_vague(words):
        message = N_("The link “{words}” does not say where it leads.")
        return warning("vague-link", message, at, hint=N_("Name what one finds there."), words=words)
    return note(
        "bare-link",
        N_("The words of a link are a bare address: {words}"),
        at,
        hint=N_("Write what one finds there, or a short address without https://."),
        words=words,
    )


def _links_in(block: Block) -> Iterator[tuple[str, Where]]:
    """Yield the words of each link with the text it is in; neighbours with one address are one link."""
    for at, text, _language in texts_in(block):
        for paragraph in text.paragraphs:
            yield from ((words, at) for words in _links(paragraph))


def _links(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, FreeNote):
            yield from _links(inline.inlines)
    for href, group in groupby(inlines, lambda inline: format_of(inline).href):
        if href:
            yield "".join(inline.text for inline in group if isinstance(inline, Run))


def is_vague(words: str) -> bool:
    """Return whether words of a link would fit any link."""
    return " ".join(words.casefold().split()).strip(" .…!:>»→") in _VAGUE


def is_address(words: str) -> bool:
    """Return whether words of a link are an address that is no use to read out: with a scheme, or long."""
    words = words.strip()
    return " " not in words and ("://" in words or (len(words) > LONGEST_ADDRESS and "/" in words))
