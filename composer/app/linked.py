"""Blocks that came from a library: what is new there, what is otherwise here, and what to do about it.

Pure functions over a document and the revisions of its blocks. A document that was sent is never changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from difflib import SequenceMatcher
from itertools import count
from typing import Literal, NamedTuple

from composer.app.block_differences import Difference, bare, block_words, differences, paired
from composer.app.brought import with_sources
from composer.app.commands import Step, named
from composer.i18n import N_
from composer.model.document import SENT, Block, BlockId, Document, Origin
from composer.model.edits import find, replace_block, set_document_field, with_children
from composer.model.revision import Revision, Stored, Variant, common, forks, heads
from composer.model.source import Source

# In which states a motion is still being written.
_WRITTEN = frozenset(("", "draft"))

Standing = Literal["same", "newer", "withdrawn", "forked", "unknown"]
History = Mapping[str, Revision]


class Linked(NamedTuple):
    """How a block of a document stands to the library it came from.

    `base` is its wording in the revision it was taken from, None when that is not there; `newest` the same
    wording as it stands in the library now, in the revision `digest`. `changed` is what the library changed
    since, `own` what was changed in the document.
    """

    block: BlockId
    origin: Origin
    standing: Standing
    digest: str = ""
    revision: Revision | None = None
    base: Block | None = None
    newest: Block | None = None
    base_sources: tuple[Source, ...] = ()
    changed: tuple[Difference, ...] = ()
    own: tuple[Difference, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether there is something to decide."""
        return self.standing in ("newer", "withdrawn")


# ---- sent documents


def sent_on(document: Document) -> str:
    """Return the day on which a document was sent, or the status it was given; empty while it is written."""
    status = str(document.field("status") or "")
    return str(document.field(SENT) or "") or ("" if status in _WRITTEN else status)


def mark_sent(document: Document, day: str) -> Document:
    """Say that a document was sent on a day (ISO), or that it is being written again, with an empty one."""
    if day:
        return set_document_field(document, SENT, day)
    return replace(document, fields=tuple(pair for pair in document.fields if pair[0] != SENT))


# ---- looking


def linked_ids(document: Document) -> frozenset[str]:
    """Return the library blocks that a document has blocks of."""
    return frozenset(block.origin.block for block in document.walk() if block.origin)


def standing_of(document: Document, histories: Mapping[str, History]) -> tuple[Linked, ...]:
    """Return how each linked block stands, in reading order; the histories are by library id.

    Of a document that was sent nothing is told: it is what it was.
    """
    if sent_on(document):
        return ()
    return tuple(
        _linked(block, block.origin, document, histories.get(block.origin.block, {}))
        for block in document.walk()
        if block.origin
    )


def standing_now(history: History, base: str) -> Stored | None:
    """Return the revision that counts for who took a block from another one, None when there are two.

    What was adopted or withdrawn counts before proposals; a proposal does for who began with a proposal.
    """
    found = tuple(Stored(digest, history[digest]) for digest in heads(history))
    if forks(found):
        return None
    settled = [one for one in found if one.revision.state != "proposed"]
    if settled:
        (one,) = settled
        return (
            Stored(base, history[base]) if base and common(history, base, one.digest) == one.digest else one
        )
    newer = (one for one in found if base and common(history, one.digest, base) == base)
    return next(newer, found[-1])


def variant_taken(revision: Revision, block: Block, language: str) -> Variant:
    """Return the wording of a revision that a block was made from: the same, else the most alike."""
    plain, words = bare(block), block_words(block).split()

    def nearness(one: Variant) -> tuple[bool, bool, float]:
        alike = SequenceMatcher(None, words, block_words(one.block).split(), autojunk=False).ratio()
        return bare(one.block) == plain, one.language == language, alike

    return max(revision.variants, key=nearness)


def _linked(block: Block, origin: Origin, document: Document, history: History) -> Linked:
    if not history:
        return Linked(block.id, origin, "unknown")
    language = block.language or document.language
    old = history.get(origin.revision)
    taken = variant_taken(old, block, language) if old else None
    base = taken.block if taken else None
    own = differences(base, block) if base else ()
    base_sources = old.sources if old else ()
    now = standing_now(history, origin.revision if old else "")
    if now is None:
        return Linked(block.id, origin, "forked", revision=old, base=base, own=own, base_sources=base_sources)
    newest = _wording(now.revision, taken, block, language)
    changed = () if now.digest == origin.revision else differences(base or block, newest)
    if now.digest == origin.revision:
        standing: Standing = "same"
    elif now.revision.state == "withdrawn":
        standing = "withdrawn"
    else:
        same_sources = old is not None and old.sources == now.revision.sources
        standing = "newer" if changed or not same_sources else "same"
    return Linked(
        block.id, origin, standing, now.digest, now.revision, base, newest, base_sources, changed, own
    )


def _wording(revision: Revision, taken: Variant | None, block: Block, language: str) -> Block:
    """Return the wording that takes the place of the one that was taken."""
    if taken:
        return revision.variant(taken.language, taken.length).block
    return variant_taken(revision, block, language).block


# ---- deciding


def take_over(document: Document, linked: Linked) -> Step | None:
    """Put what the library changed into a block; what only the document changed stays."""
    block = find(document, linked.block)
    if block is None or linked.newest is None or linked.revision is None or sent_on(document):
        return None
    made = _taken_over(document, block, linked)
    return Step(named(N_("Take over {kind} from the library"), block), made)


def keep_mine(document: Document, linked: Linked) -> Step | None:
    """Leave a block as it is; the version there is now is not told again."""
    block = find(document, linked.block)
    if block is None or block.origin is None or not linked.digest or sent_on(document):
        return None
    known = replace(block, origin=replace(block.origin, revision=linked.digest))
    return Step(named(N_("Keep {kind} as it is"), block), replace_block(document, known))


def set_follow(document: Document, identity: BlockId, *, follow: bool) -> Step | None:
    """Let a block take over newer versions by itself, or no longer."""
    block = find(document, identity)
    if block is None or block.origin is None:
        return None
    changed = replace(block, origin=replace(block.origin, follow=follow))
    message = N_("Let {kind} follow the library") if follow else N_("Let {kind} follow the library no longer")
    return Step(named(message, block), replace_block(document, changed))


def cut_loose(document: Document, identity: BlockId) -> Step | None:
    """Make a block one of the document alone."""
    block = find(document, identity)
    if block is None or block.origin is None:
        return None
    return Step(named(N_("Cut {kind} loose from the library"), block), replace_block(document, _loose(block)))


def followed(document: Document, found: Iterable[Linked]) -> tuple[Document, tuple[BlockId, ...]]:
    """Return the document in which blocks that follow have the newest version, and which those are.

    One that has words of its own where the library changed some is left for its author to decide.
    """
    done = []
    for linked in found:
        block = find(document, linked.block)
        own = {difference.path for difference in linked.own}
        is_free = not any(difference.path in own for difference in linked.changed)
        if block and linked.origin.follow and linked.standing == "newer" and linked.base and is_free:
            document = _taken_over(document, block, linked)
            done.append(linked.block)
    return document, tuple(done)


def _loose(block: Block) -> Block:
    return replace(block, origin=None)


def _taken_over(document: Document, block: Block, linked: Linked) -> Document:
    newest, revision = linked.newest, linked.revision
    if newest is None or revision is None or block.origin is None:
        return document
    document, newest = with_sources(document, newest, revision.sources, instead_of=linked.base_sources)
    merged = _merged(block, linked.base, newest)
    whole = with_fresh_ids(document, merged, block)
    origin = replace(block.origin, revision=linked.digest)
    return replace_block(document, replace(whole, id=block.id, origin=origin, language=block.language))


def _merged(mine: Block, base: Block | None, theirs: Block) -> Block:
    """Return theirs, with what only mine has otherwise than the base."""
    if base is None or not (type(mine) is type(base) is type(theirs)):
        return theirs
    mine_bare, base_bare, new_bare = bare(mine), bare(base), bare(theirs)
    changes = {
        item.name: getattr(mine, item.name)
        for item in fields(mine)
        if getattr(new_bare, item.name) == getattr(base_bare, item.name)
        and getattr(mine_bare, item.name) != getattr(base_bare, item.name)
    }
    return replace(theirs, **changes)


def with_fresh_ids(document: Document, block: Block, old: Block) -> Block:
    """Return a block whose content has the ids of what it takes the place of, new ones where nothing was."""
    taken = {one.id for one in document.walk()}
    return _with_ids(block, old, (name for n in count(1) if (name := BlockId(f"b{n}")) not in taken))


def _with_ids(block: Block, old: Block, fresh: Iterator[BlockId]) -> Block:
    if not block.children:
        return block
    children = tuple(
        _with_ids(replace(new, id=was.id if was else next(fresh)), was or Block(), fresh)
        for was, new in paired(old.children, block.children)
        if new is not None
    )
    return with_children(block, children)


def tied(document: Document, identity: BlockId, block: str, digest: str) -> Document:
    """Return a document in which a block knows that it is the one a library has now."""
    found = find(document, identity)
    return replace_block(document, replace(found, origin=Origin(block, digest))) if found else document
