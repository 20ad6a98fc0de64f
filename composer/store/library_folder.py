"""A library in a folder: local, on a share, or kept equal between machines by a sync client.

Every revision is a file named by what it holds, so nobody ever writes over what somebody else wrote, and a
sync client has nothing to decide. What a file is, its content tells; a name is believed only where it agrees
with the content. Nothing is ever deleted or changed here.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from composer.errors import DocumentError, SaveFailed
from composer.i18n import _
from composer.model.revision import Revision, Stored, Summary, heads, in_order
from composer.model.use import Use
from composer.store import limits
from composer.store.disk import DISK, FileLayer
from composer.store.files import digest_of, make_folder, read_bytes, reason_of, save
from composer.store.library import Change, Skipped
from composer.store.library_uses import read_uses, uses_bytes
from composer.store.revision_lines import summary_in
from composer.store.revisions import read_revision, revision_bytes, short_digest
from composer.store.summaries import summary_of
from composer.store.values import Sheet, taken
from composer.store.yaml import read_yaml, write_yaml

LIBRARY_FILE = "library.yaml"
KEY = "pleidooi-library"
FORMAT = 1
BLOCKS, PROPOSALS, ASSETS, LOG = "blocks", "proposals", "assets", "log"

_USES = ".jsonl"
_SUFFIXES = (".yaml", ".yml")
# A digest within a name, as in `0a1b2c3d4e5f.yaml` and `0a1b2c3d4e5f (conflicted copy).yaml`.
_DIGEST_IN_NAME = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{12}(?![0-9a-zA-Z])")
_ASSET = re.compile(r"[0-9a-f]{64}\.(?:png|jpg|svg)")
# Two changes of a folder may bear one time when they follow each other closely; FAT counts in 2 s.
_TICK = 3.0
_AGAIN = "again"
_MOST_KEPT = 4096


Taken = TypeVar("Taken")


class FolderLibrary:
    """The library in a folder, which need not be there, be whole or be writable."""

    def __init__(self, folder: Path, *, read_only: bool = False, layer: FileLayer = DISK) -> None:
        """Look at what the library is called; a library that is `read_only` is never written to."""
        self.folder = folder
        self._root = str(folder)  # a path of text: 100,000 files are asked how they are
        self._read_only = read_only
        self._layer = layer
        self._skipped: dict[str, tuple[Skipped, ...]] = {}
        self._strays: dict[str, frozenset[str]] = {}
        self._kept: dict[str, Revision] = {}
        self._files: dict[str, tuple[tuple[int, int], Stored]] = {}
        self._uses: dict[str, tuple[tuple[int, int] | None, tuple[Use, ...]]] = {}
        self._names: dict[str, tuple[int, str]] = {}
        self.name = self._named()

    @property
    def place(self) -> str:
        """Return the path of the folder."""
        return self._root

    @property
    def may_write(self) -> bool:
        """Return whether the rights of the folder let revisions be added."""
        return not self._read_only and self.folder.is_dir() and os.access(self.folder, os.W_OK)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all blocks by reading all of them; an index is the quick way."""
        return tuple(sorted({one.id for change in self.changes({}) for one in change.found}))

    def history(self, id_: str) -> dict[str, Revision]:
        """Return every revision of a block, wherever a sync client or a person put its files."""
        found: dict[str, Revision] = {}
        for place in self._places_of(id_):
            read = self._read(place, self._revision)
            found |= {one.digest: one.revision for one in read if one.revision.id == id_}
        return in_order(found)

    def heads(self, id_: str) -> tuple[Stored, ...]:
        """Return the revisions that stand now."""
        history = self.history(id_)
        return tuple(Stored(digest, history[digest]) for digest in heads(history))

    def get(self, id_: str, digest: str) -> Revision | None:
        """Return one revision."""
        for top in (BLOCKS, PROPOSALS):
            place = f"{top}/{id_}/{digest}.yaml"
            try:
                found = self._revision(place)
            except DocumentError:
                continue
            if found.digest == digest and found.revision.id == id_:
                return found.revision
        return self.history(id_).get(digest)

    def put(self, revision: Revision) -> str:
        """Add a revision; a proposal goes into a folder of its own, which may have other rights."""
        # What is written is what would be read: blocks without an id have got one, signs no file can hold
        # are gone.
        whole = read_revision(revision_bytes(revision), revision.id).revision
        data = revision_bytes(whole)
        digest = short_digest(data)
        top = PROPOSALS if whole.state == "proposed" else BLOCKS
        try:
            self._write(f"{top}/{whole.id}/{digest}.yaml", data)
        except SaveFailed as error:
            if not isinstance(error.__cause__, OSError):
                raise
            raise self._not_saved(whole, error.__cause__) from error  # nobody knows a block by its file
        return digest

    def _not_saved(self, revision: Revision, error: OSError) -> SaveFailed:
        reason = _("“{title}” was not saved in the library “{name}”: {why}")
        why, hint = reason_of(error)
        return SaveFailed(reason.format(title=revision.title, name=self.name, why=why), hint)

    def asset(self, name: str) -> bytes | None:
        """Return the bytes of a picture, None when they are not there or not those of its name."""
        if not _ASSET.fullmatch(name):
            return None
        try:
            data = read_bytes(self.folder / ASSETS / name, limits.PICTURE_BYTES)
        except DocumentError:
            return None
        return data if digest_of(data) == name.partition(".")[0] else None

    def put_asset(self, data: bytes, suffix: str) -> str:
        """Add a picture."""
        name = digest_of(data) + suffix
        if self.asset(name) is None:
            self._write(f"{ASSETS}/{name}", data)
        return name

    def uses(self, but: str = "") -> tuple[Use, ...]:
        """Return what stands in the files of users; a file that is as it was is not read again."""
        try:
            names = sorted(os.listdir(f"{self._root}/{LOG}"))  # noqa: PTH208
        except OSError:
            names = []
        found: dict[str, tuple[tuple[int, int] | None, tuple[Use, ...]]] = {}
        for name in names:
            place = f"{LOG}/{name}"
            if name.startswith((".", "~")) or not name.endswith(_USES) or name == f"{but}{_USES}":
                continue
            stamp, known = self._stamp(place), self._uses.get(place)
            found[place] = known if known and known[0] == stamp else (stamp, self._uses_in(place))
        self._uses = found
        return tuple(use for _stamp, uses in found.values() for use in uses)

    def _uses_in(self, place: str) -> tuple[Use, ...]:
        try:
            return read_uses(read_bytes(self.folder / place, limits.USES_BYTES))
        except DocumentError:
            return ()

    def put_uses(self, teller: str, uses: Sequence[Use]) -> None:
        """Write the file of one user, which nobody else writes: a sync client has nothing to decide."""
        place = f"{LOG}/{teller}{_USES}"
        if uses or (self.folder / place).exists():
            self._write(place, uses_bytes(uses))

    def changes(self, seen: Mapping[str, str], *, of: str = "", thorough: bool = False) -> Iterator[Change]:
        """Yield the folders that are not as they were.

        The time of a folder changes with the names in it. One that was just changed, or that holds what
        could not be read or belongs elsewhere, is read again at the next look.
        """
        self.name = self._named()
        if of:
            # Their stamps are not asked: what was found here is found once more at the next look at all.
            yield from (self._change(place, _AGAIN) for place in set(self._places_of(of)))
            return
        here = self._listed()
        if here is None:
            return
        for place, stamp in here.items():
            if thorough or stamp == _AGAIN or seen.get(place) != stamp:
                yield self._change(place, stamp)
        for place in seen.keys() - here.keys():
            self._skipped.pop(place, None)
            yield Change(place, "")

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what could not be read at the latest look at each folder."""
        known = dict(self._skipped)  # another thread may be reading
        return tuple(one for place in sorted(known) for one in known[place])

    # ---- reading

    def _change(self, place: str, stamp: str) -> Change:
        found = tuple({one.digest: one for one in self._read(place, self._summary)}.values())
        alone = place.rpartition("/")[2]
        others = frozenset(one.id for one in found) - {alone}
        if others:
            self._strays[place] = others
        else:
            self._strays.pop(place, None)
        skipped = place in self._skipped
        return Change(place, (_AGAIN if others or skipped else stamp) if found or skipped else "", found)

    def _named(self) -> str:
        """Return what `library.yaml` calls the library; the name of its folder when it says nothing."""
        path = self.folder / LIBRARY_FILE
        otherwise = self.folder.name or str(self.folder)
        if not self.folder.is_dir():
            reason, hint = _("the folder is not there"), _("check that its disk or share is connected")
            if self.folder.is_file():
                reason, hint = _("this is not a folder"), _("name the folder that the library is in")
            self._skipped[LIBRARY_FILE] = (Skipped(self.place, 0, 0, reason, hint),)
            return otherwise
        try:
            sheet = Sheet(str(path))
            node = read_yaml(read_bytes(path, limits.YAML_BYTES), str(path))
            sheet.version(node, KEY, FORMAT, _("a library"))
            name = taken(sheet.table(node), "name", sheet.words, "") or otherwise
        except DocumentError as error:
            self._skipped[LIBRARY_FILE] = (_skip(LIBRARY_FILE, error),)
            return otherwise
        self._skipped.pop(LIBRARY_FILE, None)
        return name

    def _listed(self) -> dict[str, str] | None:
        """Return all folders of revisions with their stamps, None when the library is out of reach."""
        found: dict[str, str] = {}
        there = False
        for top in (BLOCKS, PROPOSALS):
            try:
                with os.scandir(self.folder / top) as entries:
                    now = time.time()
                    there = True
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            changed = entry.stat(follow_symlinks=False).st_mtime_ns
                            settled = abs(now - changed / 1e9) > _TICK
                            found[f"{top}/{entry.name}"] = str(changed) if settled else _AGAIN
            except OSError:
                continue
        return found if there or self.folder.is_dir() else None

    def _places_of(self, id_: str) -> Iterator[str]:
        """Yield the folders that may hold revisions of a block, by their names and by what was seen."""
        for top in (BLOCKS, PROPOSALS):
            yield f"{top}/{id_}"
            yield from (f"{top}/{name}" for name in _lines_with(id_, self._names_in(top)) if name != id_)
        for place, ids in tuple(self._strays.items()):
            if id_ in ids and id_ not in place:
                yield place

    def _names_in(self, top: str) -> str:
        """Return the names in a folder, one a line; they are read again when its time is another."""
        try:
            changed = (self.folder / top).stat().st_mtime_ns
            known = self._names.get(top)
            if known is None or known[0] != changed:
                settled = abs(time.time() - changed / 1e9) > _TICK
                known = changed if settled else 0, "\n".join(os.listdir(self.folder / top))  # noqa: PTH208
                self._names[top] = known
        except OSError:
            return ""
        return known[1]

    def _read(self, place: str, take: Callable[[str], Taken]) -> list[Taken]:
        """Return what a folder holds, and keep in mind what in it cannot be read."""
        found: list[Taken] = []
        skipped: list[Skipped] = []
        try:
            names = sorted(os.listdir(f"{self._root}/{place}"))  # noqa: PTH208  paths of 100,000 files take long
        except OSError:
            names = []
        for name in names:
            path = f"{place}/{name}"
            if name.startswith((".", "~")) or not name.lower().endswith(_SUFFIXES):
                continue  # what programs put down while they copy
            try:
                found.append(take(path))
            except DocumentError as error:
                skipped.append(_skip(path, error))
        if skipped:
            self._skipped[place] = tuple(skipped)
        else:
            self._skipped.pop(place, None)
        return found

    def _bytes(self, place: str) -> bytes:
        """Return what a file holds; raises DocumentError when that is not what its name says."""
        data = read_bytes(self.folder / place, limits.YAML_BYTES)
        _refuse_other(place, data)
        return data

    def _summary(self, place: str) -> Summary:
        data = self._bytes(place)
        return summary_in(data) or summary_of(read_revision(data, place))

    def _revision(self, place: str) -> Stored:
        """Return the revision in a file; raises DocumentError for what is none.

        One that was read before is not read again while its file has the same time and size.
        """
        stamp = self._stamp(place)
        known = self._files.get(place)
        if known is not None and known[0] == stamp:
            return known[1]
        data = self._bytes(place)
        digest = short_digest(data)
        revision = self._kept.get(digest) or read_revision(data, place).revision
        if len(self._kept) >= _MOST_KEPT or len(self._files) >= _MOST_KEPT:
            self._kept.clear()
            self._files.clear()
        self._kept[digest] = revision
        found = Stored(digest, revision)
        if stamp is not None and abs(time.time() - stamp[0] / 1e9) > _TICK:
            self._files[place] = stamp, found
        return found

    def _stamp(self, place: str) -> tuple[int, int] | None:
        try:
            state = os.stat(f"{self._root}/{place}")  # noqa: PTH116
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size

    # ---- writing

    def _write(self, place: str, data: bytes) -> None:
        if self._read_only or not self.folder.is_dir():
            why = _("it can only be read") if self._read_only else _("its folder is not there")
            reason = _("nothing was saved in the library '{name}': {why}").format(name=self.name, why=why)
            raise SaveFailed(reason, _("choose another library"))
        path = self.folder / place
        try:
            if self._layer.read(path) == data:
                return
        except OSError:
            pass  # it is not there, or damaged: what belongs there is what its name says
        make_folder(path.parent, layer=self._layer)
        save(path, data, layer=self._layer)


def create_library(folder: Path, name: str, *, layer: FileLayer = DISK) -> None:
    """Makes an empty library; one that is there stays as it is. Raises SaveFailed."""
    make_folder(folder / BLOCKS, layer=layer)
    if not (folder / LIBRARY_FILE).exists():
        save(folder / LIBRARY_FILE, write_yaml({KEY: FORMAT, "name": name}).encode(), layer=layer)


def _lines_with(words: str, text: str) -> Iterator[str]:
    """Yields the lines of a text that have some words in them; the text may have 100,000 lines."""
    at = text.find(words)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[start:end]
        at = text.find(words, end)


def _skip(place: str, error: DocumentError) -> Skipped:
    return Skipped(place, error.line, error.column, error.reason, error.hint)


def _refuse_other(place: str, data: bytes) -> None:
    """Refuses a file that is not what its name says; one whose name says nothing must have its last line."""
    named = _DIGEST_IN_NAME.findall(place.rpartition("/")[2].lower())
    if short_digest(data) not in named if named else not data.endswith(b"\n"):
        reason = _("this file is not what its name says: it is half copied, damaged or was changed")
        hint = _("wait until it is copied whole, or restore it from a backup; no other file is affected")
        raise DocumentError(place, 0, 0, reason, hint)
