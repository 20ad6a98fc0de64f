"""Undo: labelled snapshots. Unchanged blocks are shared, so a snapshot costs a tuple."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from composer.i18n import _
from composer.model.document import Document, Where

# What a step is called: words that are the same in every language, or what says them in that of now.
Label = str | Callable[[], str]

# Typing in one field is one entry until the author pauses this long, in seconds.
PAUSE = 1.0


def said(label: Label) -> str:
    """Return what a step is called, in the language that the user speaks now."""
    return label if isinstance(label, str) else label()


def translated(message: str, **words: Label) -> Label:
    """Return what says a message marked with N_, with words in its places, in the language of now."""
    return lambda: _(message).format(**{name: said(label) for name, label in words.items()})


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret stands: a field of a block, and from where to where in its text.

    A selection over several texts begins at `anchor` in the text at `since` and ends at `position` here.
    """

    block: str = ""
    field: str = ""
    anchor: int = 0
    position: int = 0
    since: Where | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: what it was called, the document before and after it, the caret before and after."""

    label: Label
    before: Document
    after: Document
    caret_before: Caret = Caret()
    caret_after: Caret = Caret()
    merge: str = ""


@dataclass(slots=True)
class History:
    """The steps done and undone; `merge` names a stretch of typing whose steps become one."""

    clock: Callable[[], float] = monotonic
    done: list[Entry] = field(default_factory=list)
    undone: list[Entry] = field(default_factory=list)
    _last: float = 0.0

    def push(self, entry: Entry) -> None:
        """Add a step; what was undone is gone."""
        now = self.clock()
        last = self.done[-1] if self.done else None
        joins = last is not None and entry.merge and entry.merge == last.merge and not self.undone
        if last is not None and joins and now - self._last < PAUSE:
            entry = Entry(
                last.label, last.before, entry.after, last.caret_before, entry.caret_after, entry.merge
            )
            self.done[-1] = entry
        else:
            self.done.append(entry)
        self.undone.clear()
        self._last = now

    def undo(self) -> Entry | None:
        """Take back the last step and return it, None when there is none."""
        if not self.done:
            return None
        entry = self.done.pop()
        self.undone.append(entry)
        return entry

    def redo(self) -> Entry | None:
        """Do again what was undone last and return it, None when there is nothing."""
        if not self.undone:
            return None
        entry = self.undone.pop()
        self.done.append(entry)
        self._last = 0.0
        return entry

    def pause(self) -> None:
        """Let the next step be one of its own."""
        self._last = 0.0 if not self.done else self.clock() - 2 * PAUSE

    def go_on(self) -> None:
        """Let what is typed next belong to the step before, if that is in the same text."""
        self._last = self.clock()
