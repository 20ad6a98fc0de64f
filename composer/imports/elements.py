"""Elements of HTML: which there are, and what one says of the text in it, by its name and its style."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from composer.model.text import PLAIN, Format

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
# What is in these is not text, or not text for a reader.
SILENT = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "xml",
        "template",
        "noscript",
        "o:p",
        "object",
        "svg",
        "math",
        "select",
        "textarea",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# An element of the first sort ends where one of the second begins.
ENDS = {
    "p": BLOCKS - {"html", "body"},
    "li": {"li"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "tr": {"tr"},
}
WITHIN = {"li": {"ul", "ol"}, "td": {"table"}, "th": {"table"}, "tr": {"table"}, "p": {"table", "td", "li"}}
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"(?<![\w-])font-weight:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w-])font-style:\s*(italic|oblique)", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?<![\w-])font-style:\s*normal", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-element:\s*comment-list", re.IGNORECASE
)
_LETTERS = re.compile(r"list-style-type:\s*(lower|upper)-(alpha|latin)", re.IGNORECASE)
_NOTE_BODY = re.compile(r"(?:ftn|sdfootnote|edn|ftnt)(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """One open element and what it says of the text in it; `drops` names what goes with it, to be counted.

    What is silent, a mark or kept as it is typed is so with all that stands within it. `note` is the number
    of the note that a part of the text is, or "a" for a list with letters.
    """

    tag: str = ""
    form: Format = PLAIN
    is_silent: bool = False
    is_mark: bool = False
    is_kept: bool = False
    note: str = ""
    drops: str = ""


def opened(tag: str, given: Mapping[str, str], outer: Element) -> Element:
    """Return an element with its attributes, as it stands within another one; links are not looked at."""
    style, classes = given.get("style", ""), given.get("class", "")
    form = outer.form
    bold = form.bold or tag in {"b", "strong", "th"}
    italic = form.italic or tag in {"i", "em", "cite"}
    if style:
        bold = (bold or bool(_BOLD.search(style))) and not _LIGHT.search(style)
        italic = (italic or bool(_ITALIC.search(style))) and not _UPRIGHT.search(style)
    drops = _dropped(tag, classes)
    is_hidden = bool(style) and (bool(_HIDDEN.search(style)) or "mso-element:comment" in style)
    element = Element(tag, Format(bold, italic, form.href), note=outer.note, drops=drops)
    element.is_silent = outer.is_silent or tag in SILENT or is_hidden or bool(drops)
    element.is_kept = outer.is_kept or tag == "pre"
    if tag == "ol":
        element.note = "a" if given.get("type", "").lower() == "a" or has_letters(style) else ""
    element.is_mark = outer.is_mark or "mso-list:ignore" in style.replace(" ", "").lower()
    if tag == "div" and (found := _NOTE_BODY.fullmatch(given.get("id", ""))):
        element.note = found[1]
    return element


def _dropped(tag: str, classes: str) -> str:
    if tag == "del" or "msoDel" in classes:
        return "deletions"
    is_comment = classes.lower() in {"msocomanchor", "msocommentreference", "mso-comment-reference"}
    return "comments" if is_comment else ""


def has_letters(style: str) -> bool:
    """Return whether a style has the items of a list marked by letters."""
    return bool(_LETTERS.search(style))
