"""A session: one open document with its file and its history. The only thing in the program that changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from composer.app.history import Caret, Entry, History, Label, said
from composer.app.keeping import Keeper, Trouble, tell_nobody
from composer.app.world import saved_with, world_of, world_of_file
from composer.blocks.kind import texts_of
from composer.compose.world import World
from composer.errors import DocumentError, seen
from composer.i18n import _
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import tidied
from composer.store import limits
from composer.store.backups import Backups
from composer.store.documents import Opened, document_bytes, is_packed, open_bytes, open_document
from composer.store.files import ChangedOnDisk, digest_of, read_bytes, save
from composer.store.journal import Journal
from composer.store.media import save_beside, settled

Edit = Callable[[Document], Document]

# The file was changed by somebody else since it was opened or saved here.
ConflictError = ChangedOnDisk


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: the document before and after, who did it, where the caret belongs now."""

    before: Document
    after: Document
    origin: object = None
    caret: Caret | None = None


class Session:
    """One open document.

    Views subscribe and compare what they show with `Change.after`, by identity; they skip their own changes.
    Raises DocumentError and TemplateError when opening, SaveFailed when saving; nothing typed is lost.
    """

    def __init__(
        self, document: Document, world: World, *, path: Path | None = None, search: Sequence[Path] = ()
    ) -> None:
        """Begin with a document as it is in its file, or with a new one that has none."""
        self.document = document
        self.world = world
        self.path = path
        self.keeper: Keeper | None = None
        self.drafted: Edit | None = None
        self.history = History()
        self._search = tuple(search)
        self._saved: Document | None = document if path else None
        self._base: str | None = None
        self._attempt = ""
        self._counted: dict[BlockId, tuple[Block, int]] = {}
        self._listeners: list[Callable[[Change], None]] = []

    @classmethod
    def open(cls, path: Path, search: Sequence[Path] = ()) -> "Session":
        """Open a file."""
        opened = open_document(path)
        session = cls(opened.document, world_of_file(opened, path, search), path=path, search=search)
        session._base = opened.digest
        return session

    @classmethod
    def recovered(
        cls, opened: Opened, saved: Document | None, *, has_file: bool, search: Sequence[Path] = ()
    ) -> "Session":
        """Begin with work that is in no file yet: `opened` tells of which file it is, and of which state.

        `saved` is what that file held then, None when nobody knows.
        """
        world = world_of(opened.document, search)
        session = cls(opened.document, world, path=opened.path if has_file else None, search=search)
        session._saved = saved
        session._base = opened.digest or None
        return session

    @property
    def base(self) -> str | None:
        """Return the SHA-256 of the file as it was read or saved last, None when it never was."""
        return self._base

    @property
    def saved(self) -> Document | None:
        """Return what the file held when it was read or saved last, None when nobody knows."""
        return self._saved

    def keep_in(
        self,
        journals: Path,
        backups: Backups | None = None,
        *,
        edits: int = 0,
        trouble: Trouble = tell_nobody,
    ) -> Keeper:
        """Begin to write what is typed into a journal; see Keeper."""
        journal = Journal(journals, self.path, self._base or "")
        self.keeper = Keeper(self, journal, backups=backups, edits=edits, trouble=trouble)
        return self.keeper

    def close(self) -> None:
        """End the journal; what is not in the file is in the bin for 30 days."""
        if self.keeper:
            self.keeper.close(keep=self.is_changed)
            self.keeper = None

    def rebase(self, theirs: Opened, label: Label, document: Document) -> None:
        """Go on from a file that somebody else saved, with a document that holds what is to stay of both.

        Raises TemplateError when its template is not here; the session then stays as it was, so that the next
        save still sees that the file is another one.
        """
        if document.template != self.document.template:
            world_of(document, self._search)
        self._base = theirs.digest
        self._saved = theirs.document
        self.apply(label, lambda _document: document)
        if self.keeper:
            self.keeper.rebased()
        self._notify(Change(self.document, self.document))

    @property
    def is_changed(self) -> bool:
        """Return whether there is something to save."""
        return self.document is not self._saved and self.document != self._saved

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Tell a view of every change from now on; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(
        self,
        label: Label,
        edit: Edit,
        *,
        origin: object = None,
        merge: str = "",
        is_tidy: bool = False,
        carets: tuple[Caret, Caret] = (Caret(), Caret()),
    ) -> None:
        """Change the document; an edit that changes nothing leaves no trace.

        `merge` names the field being typed in: its steps become one entry until the author pauses. `is_tidy`
        tells that the edit brings no words but those of the document before it.
        """
        before = self.document
        after = edit(before)
        brings_words = after.people is not before.people or after.fields is not before.fields or not merge
        if brings_words and not is_tidy:
            after = tidied(after)
        if after is before or after == before:
            return
        if after.template != before.template:
            world_of(after, self._search)  # one that cannot be read is refused before anything changes
        self.history.push(Entry(label, before, after, *carets, merge))
        self._become(after, origin, None)

    def draft(self, edit: Edit | None) -> None:
        """Have in the journal what is being written beside the text, as if `edit` were done; None when it is.

        The document stays as it is until its author is ready; a crash before that loses nothing.
        """
        self.drafted = edit
        if self.keeper:
            self.keeper.drafted()

    def undo(self) -> None:
        """Take back the last step."""
        if entry := self.history.undo():
            self._become(entry.before, None, entry.caret_before)

    def redo(self) -> None:
        """Do the step again that was undone last."""
        if entry := self.history.redo():
            self._become(entry.after, None, entry.caret_after)

    @property
    def undo_label(self) -> str:
        """Return what the menu says, empty when there is nothing to undo."""
        done = self.history.done
        return _("Undo: {step}").format(step=said(done[-1].label)) if done else ""

    @property
    def redo_label(self) -> str:
        """Return what the menu says, empty when there is nothing to redo."""
        undone = self.history.undone
        return _("Redo: {step}").format(step=said(undone[-1].label)) if undone else ""

    @property
    def name(self) -> str:
        """Return what the document is called: its file, its title, or that it has neither yet."""
        if self.path is not None:
            return seen(self.path.stem)
        return self.document.title or str(self.document.field("subject") or "") or _("Untitled")

    @property
    def word_count(self) -> int:
        """Return how many words the blocks say, notes not included; a block is counted when it is another."""
        counted: dict[BlockId, tuple[Block, int]] = {}
        for block in self.document.blocks:
            known = self._counted.get(block.id)
            if known is None or known[0] is not block:
                texts = (text for one in walk((block,)) for _, text in texts_of(one))
                known = block, sum(len(text.plain.split()) for text in texts)
            counted[block.id] = known
        self._counted = counted
        return sum(count for _block, count in counted.values())

    def save(self, path: Path | None = None, *, over: bool = False) -> Path:
        """Save in the file of the document, or in another one that is its file from then on.

        Raises ConflictError when somebody else changed the file meanwhile, unless it is written `over`.
        """
        target = path or self.path
        if target is None:
            raise ValueError(path)
        packed = is_packed(target)
        tidy = settled(tidied(self.document), None if packed else target)
        if (tidy := saved_with(tidy, self.world.template)) is not self.document:
            self._become(tidy, None, None)
        if not packed:
            save_beside(self.document, target)
        data = document_bytes(self.document, target.suffix)
        base = self._base if target == self.path and not over else None
        keeper = self.keeper
        keep = partial(keeper.version, target) if keeper else None
        if target == self.path:
            if base and base != self._attempt and self._is_attempt(target):
                base = self._attempt
            self._attempt = digest_of(data)
            if keeper:
                keeper.saving(self._attempt)
        self._base = save(target, data, base=base, check=lambda kept: self._check(kept, target), keep=keep)
        self.path = target
        self._saved = self.document
        if keeper:
            keeper.version(target, data)
            keeper.saved()
        self._notify(Change(self.document, self.document))
        return target

    def is_own(self, digest: str) -> bool:
        """Return whether a content is what was read or saved here, be it by a save that seemed to fail."""
        return digest in (self._base, self._attempt)

    def _is_attempt(self, path: Path) -> bool:
        """Return whether a save that seemed to fail has written the file after all."""
        try:
            return digest_of(read_bytes(path, limits.ZIP_BYTES)) == self._attempt
        except DocumentError:
            return False

    def _check(self, data: bytes, path: Path) -> None:
        """Refuse what would not be read back as it is; nothing that cannot be read is ever written."""
        kept, media = open_bytes(data, path).document, self.document.media
        if replace(kept, media=media) != self.document or not set(media) <= set(kept.media):
            raise ValueError(path)

    def _become(self, document: Document, origin: object, caret: Caret | None) -> None:
        before, self.document = self.document, document
        if document.template != before.template:
            self.world = world_of(document, self._search)
        self._notify(Change(before, document, origin, caret))

    def _notify(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
