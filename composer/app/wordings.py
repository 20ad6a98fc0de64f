"""The wordings of a library block in a document: short or long, in another language; one for the other."""

from collections.abc import Iterable
from dataclasses import replace

from composer.app.brought import with_sources
from composer.app.commands import Step, named
from composer.app.library_edits import image_names
from composer.app.linked import Linked, sent_on, variant_taken, with_fresh_ids
from composer.i18n import N_
from composer.model.document import Document
from composer.model.edits import find, replace_block, set_image
from composer.model.picture import Image
from composer.model.revision import Variant


def wordings(linked: Linked) -> tuple[Variant, ...]:
    """Return what the library says in place of a block, in the revision that counts now; none without it."""
    return linked.revision.variants if linked.revision else ()


def wording_here(document: Document, linked: Linked) -> Variant | None:
    """Return the wording that a block has, or is most like."""
    block = find(document, linked.block)
    if block is None or linked.revision is None:
        return None
    return variant_taken(linked.revision, block, block.language or document.language)


def take_wording(document: Document, linked: Linked, variant: Variant) -> Step | None:
    """Put another wording in the place of a block, as it stands in the library now.

    What was changed in the document goes: it is of other words. None for a document that was sent.
    """
    block = find(document, linked.block)
    if block is None or block.origin is None or linked.revision is None or sent_on(document):
        return None
    made, other = with_sources(document, variant.block, linked.revision.sources)
    language = "" if variant.language == document.language else variant.language
    origin = replace(block.origin, revision=linked.digest or block.origin.revision)
    whole = replace(with_fresh_ids(document, other, block), id=block.id, origin=origin, language=language)
    return Step(named(N_("Take another wording of {kind}"), block), replace_block(made, whole))


def missing_images(document: Document, linked: Linked) -> tuple[str, ...]:
    """Return the names of pictures that some wording shows and the document has not."""
    blocks = [one.block for one in wordings(linked)]
    names = dict.fromkeys(name for block in blocks for name in image_names(block))
    return tuple(name for name in names if document.image(name) is None)


def with_images(document: Document, linked: Linked, images: Iterable[Image]) -> Document:
    """Return a document that has those of some pictures that its block shows."""
    block = find(document, linked.block)
    shown = image_names(block) if block else ()
    for image in images:
        if image.name in shown and document.image(image.name) is None:
            document = set_image(document, image)
    return document
