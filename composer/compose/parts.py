"""Parts: what a template wants a document to consist of, and in which order."""

from collections.abc import Iterator

from composer.blocks.kind import KINDS, kind_of
from composer.i18n import N_, in_each_language
from composer.model.document import Document, Where
from composer.model.finding import Finding, note, warning
from composer.model.template import Template


def check_parts(document: Document, template: Template) -> Iterator[Finding]:
    """Yield which parts are missing, too many, or not in the order of the template.

    Blocks within others are no parts. A part that the template prints by itself is not missed.
    """
    printed = {row.block for row in (*template.head, *template.tail)}
    for part in template.parts:
        label = in_each_language(KINDS[part.kind].label)
        found = [block for block in document.blocks if kind_of(block).name == part.kind]
        if part.required and not found and part.kind not in printed:
            message = N_("The template asks for “{kind}”, and it is not there.")
            yield warning("missing-part", message, hint=N_("Add it."), kind=label)
        if part.most and len(found) > part.most:
            message = N_("The template has “{kind}” {most} times at most.")
            hint = N_("Join them, or delete one.")
            yield note("many-parts", message, found[part.most].where(), hint=hint, most=part.most, kind=label)
    yield from _order(document, template)


def _order(document: Document, template: Template) -> Iterator[Finding]:
    places = {part.kind: place for place, part in enumerate(template.parts)}
    last = -1
    for block in document.blocks:
        place = places.get(kind_of(block).name, -1)
        if 0 <= place < last:
            yield note(
                "part-order",
                N_("The template has “{kind}” before “{other}”."),
                Where(block.id),
                hint=N_("Move it up, or leave it so."),
                kind=in_each_language(kind_of(block).label),
                other=in_each_language(KINDS[template.parts[last].kind].label),
            )
        last = max(last, place)
