"""A library in a folder that a sync client keeps equal between machines, with all that such clients do.

Files arrive in any order, half, under another name, twice, in a folder of another name, or days later. The
client here loses nothing that it was given; whatever is lost was lost by the library.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from composer.app.merge_revisions import merge_heads
from composer.model.inline import parse_text
from composer.model.revision import Revision, Stored, forks
from composer.store.disk import DISK
from composer.store.library_folder import FolderLibrary, create_library
from composer.store.revisions import short_digest
from tests.store.revisions import revision

TIME = "2026-02-26T09:30:00Z"
# Every so many edits a user's machine meets the others.
BETWEEN_SYNCS = 25
# How often in between it is asked whether a machine shows all that arrived there whole.
LOOKS = 6

OTHER_NAMES = (
    "{stem} (conflicted copy).yaml",
    "{stem}-PC12.yaml",
    "{stem} (1).yaml",
    "{stem}.sync-conflict-20260226-093000.yaml",
)


class Unsynced:
    """The disk without waiting for it: nobody pulls a plug here."""

    def sync(self, descriptor):
        """Waits for nothing."""

    def sync_folder(self, folder):
        """Waits for nothing."""

    def __getattr__(self, name):
        return getattr(DISK, name)


class Cloud:
    """What the machines were given, in the order in which it came: a path and what the file holds."""

    def __init__(self):
        self.log: list[tuple[str, bytes]] = []
        self.paths: set[str] = set()
        # Revisions that were read, by their digest: ten machines in one process need not read each ten times.
        self.known: dict[str, Revision] = {}

    def take(self, path, data):
        if path not in self.paths:
            self.paths.add(path)
            self.log.append((path, data))


@dataclass
class Machine:
    """One user with a copy of the folder."""

    name: str
    folder: Path
    cloud: Cloud
    chance: Random
    seen: int = 0
    fresh: list[str] = field(default_factory=list)
    late: list[tuple[str, bytes]] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)

    def __post_init__(self):
        create_library(self.folder, "Team", layer=Unsynced())
        self.library = FolderLibrary(self.folder, layer=Unsynced())
        self.library._kept = self.cloud.known

    def edit(self, id_, number) -> Stored:
        """Changes a block, or ends a conflict that is seen."""
        heads = self.library.heads(id_)
        contradicting = forks(heads)
        if contradicting and self.chance.random() < 0.6:
            history = self.library.history(id_)
            new = merge_heads(history, contradicting, author=self.name, time=TIME).revision
        elif heads:
            head = self.chance.choice(heads)
            new = self._changed(head.revision, head.digest, number)
        else:
            new = revision(f"Begin door {self.name}.", id_, author=self.name)
        digest = self.library.put(new)
        self.fresh.append(f"blocks/{id_}/{digest}.yaml")
        self.whole.add(digest)
        return Stored(digest, new)

    def _changed(self, one: Revision, digest: str, number: int) -> Revision:
        (variant,) = one.variants
        text = parse_text(f"Tekst {number} door {self.name}.")
        changes = self.chance.choice(
            (
                {"variants": (replace(variant, block=replace(variant.block, text=text)),)},
                {"title": f"Titel {number} van {self.name}"},
                {"tags": (*one.tags[-3:], f"{self.name}-{number}")},
            )
        )
        return replace(one, parents=(digest,), author=self.name, time=TIME, **changes)

    # ---- the sync client

    def sync(self, *, all_of_it=False):
        """Gives what is new here and takes what is new there, as clients do: some of it, some of it badly."""
        for path in self.fresh:
            self.cloud.take(*self._renamed(path))
        self.fresh.clear()
        waiting = self.late + self.cloud.log[self.seen :]
        self.seen = len(self.cloud.log)
        self.late = []
        if not all_of_it:
            self.chance.shuffle(waiting)
        for path, data in waiting:
            self._arrive(path, data, well=all_of_it)

    def _renamed(self, path):
        """Returns a file to give; some clients rename it first, here and everywhere."""
        place = self.folder / path
        data = place.read_bytes()
        if self.chance.random() < 0.03:
            name = self.chance.choice(OTHER_NAMES).format(stem=place.stem)
            place.rename(place.with_name(name))
            path = f"{path.rpartition('/')[0]}/{name}"
        return path, data

    def _arrive(self, path, data, *, well):
        luck = 1.0 if well else self.chance.random()
        place = self.folder / path
        if luck < 0.10:
            self.late.append((path, data))
        elif luck < 0.22:
            half = place if luck < 0.17 else place.with_name(f".{place.name}.part")
            self._write(half, data[: self.chance.randrange(len(data))])
            self.late.append((path, data))
        else:
            if place.exists() and place.read_bytes() != data:
                place.unlink()  # the half that came before gets its name at the end
            if luck < 0.25:
                place = place.with_name(self.chance.choice(OTHER_NAMES).format(stem=place.stem))
            elif luck < 0.28:
                place = place.parent.with_name(f"{place.parent.name} (PC12)") / place.name
            self._write(place, data)
            if luck < 0.26:
                self._write(place.with_name("copy.yaml"), data)
            self.whole.add(path.rpartition("/")[2][:12])

    def _write(self, place, data):
        if place.exists() and len(data) < place.stat().st_size:
            return  # a client does not cut what is there
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    # ---- what the user sees

    def on_disk(self) -> set[str]:
        """Returns what the files of revisions hold, by nothing but their bytes."""
        files = (place for top in ("blocks", "proposals") for place in self.folder.glob(f"{top}/*/*.yaml"))
        return {short_digest(place.read_bytes()) for place in files if not place.name.startswith(".")}

    def digests(self) -> set[str]:
        """Returns every revision that can be read here."""
        return {one.digest for change in self.library.changes({}) for one in change.found}


@dataclass
class Outcome:
    """What was made, and what there was to see in the end on each machine."""

    made: dict[str, dict[str, Revision]]
    machines: list[Machine]

    def heads_in_fact(self, id_) -> set[str]:
        """Returns what nobody else was made from, told by whoever made it."""
        made = self.made[id_]
        named = {parent for one in made.values() for parent in one.parents}
        return made.keys() - named

    @property
    def every(self) -> set[str]:
        return {digest for history in self.made.values() for digest in history}


def simulated(folder: Path, seed: int, *, users: int, edits: int, blocks: int) -> Outcome:
    """Lets users edit a library of some blocks, each so often, and brings their copies together."""
    chance = Random(seed)
    cloud = Cloud()
    machines = [Machine(f"u{i}", folder / f"u{i}", cloud, Random(seed * 100 + i)) for i in range(users)]
    made: dict[str, dict[str, Revision]] = defaultdict(dict)
    due = 0
    for number in range(users * edits):
        machine = chance.choice(machines)
        id_ = f"block-{int(blocks * chance.random() ** 2)}"  # some are edited by everybody
        stored = machine.edit(id_, number)
        made[id_][stored.digest] = stored.revision
        if chance.random() < 1 / BETWEEN_SYNCS:
            machine.sync()
            if number >= due:
                due += users * edits // LOOKS
                assert machine.digests() == machine.whole
    for _ in range(2):  # what the last one gives the first has yet to take
        for machine in machines:
            machine.sync(all_of_it=True)
    return Outcome(made, machines)
