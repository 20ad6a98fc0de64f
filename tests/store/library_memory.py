"""A library that lives in a table: the other engine of the contract, as a database will be one."""

from dataclasses import dataclass, field

from composer.model.revision import Stored, heads, in_order
from composer.store.files import digest_of
from composer.store.library import Change
from composer.store.revisions import read_revision, revision_bytes, short_digest
from composer.store.summaries import summary_of


@dataclass
class Table:
    """What several programs share."""

    rows: list[tuple[str, str, bytes]] = field(default_factory=list)
    uses: dict[str, tuple] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)


class MemoryLibrary:
    """One program's hold on a table."""

    name = "Table"
    place = "memory:table"
    may_write = True

    def __init__(self, table):
        self.table = table

    def ids(self):
        return tuple(sorted({id_ for id_, _digest, _data in self.table.rows}))

    def history(self, id_):
        return in_order(
            {one: read_revision(data, id_).revision for of, one, data in self.table.rows if of == id_}
        )

    def heads(self, id_):
        history = self.history(id_)
        return tuple(Stored(digest, history[digest]) for digest in heads(history))

    def get(self, id_, digest):
        return self.history(id_).get(digest)

    def put(self, revision):
        whole = read_revision(revision_bytes(revision), revision.id).revision
        data = revision_bytes(whole)
        row = (whole.id, short_digest(data), data)
        if row not in self.table.rows:
            self.table.rows.append(row)
        return row[1]

    def asset(self, name):
        return self.table.assets.get(name)

    def put_asset(self, data, suffix):
        name = digest_of(data) + suffix
        self.table.assets[name] = data
        return name

    def uses(self, but=""):
        return tuple(use for name, uses in self.table.uses.items() if name != but for use in uses)

    def put_uses(self, teller, uses):
        self.table.uses[teller] = tuple(uses)

    def changes(self, seen, *, of="", thorough=False):
        for id_ in [of] if of else self.ids():
            found = self.history(id_)
            stamp = str(len(found))
            if found and (of or thorough or seen.get(id_) != stamp):
                yield Change(id_, stamp, tuple(summary_of(Stored(*one)) for one in found.items()))

    def skipped(self):
        return ()
