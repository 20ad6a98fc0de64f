"""A document as plain values by block, so that what changed between two is small and quickly found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from composer.model.document import Block, Document
from composer.store.documents import head_tree
from composer.store.schema import block_tree
from composer.store.yaml import write_yaml
from composer.store.yaml_text import Plain

Tree = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Flat:
    """The head of a document, its blocks by key without what they hold, and how they stand within each other.

    A key is the id of a block; one that has none, or that of another, gets a key that no id can be. An entry
    of `order` is a key, or a key and the order of what the block holds.
    """

    head: Tree
    order: list[Plain]
    blocks: Mapping[str, Tree]
    sources: Mapping[str, Block]

    @property
    def tree(self) -> Tree:
        """Return all of it as one plain value."""
        return {"head": self.head, "order": self.order, "blocks": dict(self.blocks)}


def flatten(document: Document, before: Flat | None = None) -> Flat:
    """Returns a document by block; a block that was the same object before is not written again."""
    blocks: dict[str, Tree] = {}
    sources: dict[str, Block] = {}

    def entered(block: Block) -> Plain:
        key = str(block.id)
        if not key or key in blocks:
            key = f"{block.id}#{len(blocks)}"
        known = before is not None and before.sources.get(key) is block
        blocks[key] = before.blocks[key] if before and known else block_tree(block, children=False)
        sources[key] = block
        return [key, [entered(child) for child in block.children]] if block.children else key

    order = [entered(block) for block in document.blocks]
    return Flat(head_tree(document), order, blocks, sources)


def changes(before: Flat, after: Flat) -> Tree:
    """Returns what makes the one document the other; nothing when they are the same."""
    found: Tree = {}
    if after.head != before.head:
        found["head"] = after.head
    if after.order != before.order:
        found["order"] = after.order
    changed: Tree = {
        key: tree
        for key, tree in after.blocks.items()
        if tree is not before.blocks.get(key) and tree != before.blocks.get(key)
    }
    if changed:
        found["blocks"] = changed
    return found


def changed_by(tree: Tree, change: Tree) -> Tree:
    """Returns a flat document, as a plain value, after a change."""
    blocks, more = tree["blocks"], change.get("blocks")
    if not isinstance(blocks, dict) or not isinstance(more, dict | None):
        raise TypeError(more)
    return {
        "head": change.get("head", tree["head"]),
        "order": change.get("order", tree["order"]),
        "blocks": blocks | more if more else blocks,
    }


def document_text(tree: Tree) -> str:
    """Returns a flat document as YAML; raises TypeError or KeyError for what is none."""
    head, order, blocks = tree["head"], tree["order"], tree["blocks"]
    if not isinstance(head, dict) or not isinstance(order, list) or not isinstance(blocks, dict):
        raise TypeError(tree)
    return write_yaml({**head, "blocks": list(_nested(order, blocks))})


def _nested(order: list[Plain], blocks: Tree) -> Iterator[Plain]:
    for entry in order:
        key, within = entry if isinstance(entry, list) else (entry, [])
        if not isinstance(key, str) or not isinstance(within, list):
            raise TypeError(entry)
        tree = blocks[key]
        if not isinstance(tree, dict):
            raise TypeError(tree)
        own = {name: value for name, value in tree.items() if name != "id" or value == key}
        yield {**own, "blocks": list(_nested(within, blocks))} if within else own
