"""Makes one revision of heads that contradict each other: by field, asking only where both sides changed one.

Until it is answered mine stands in the revision, and theirs in the question; nobody's words are lost, since
both revisions stay in the library.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, TypeVar

from composer.app.merge import Conflict, merge, settle
from composer.model.document import Block, Document
from composer.model.edits import find, remove_blocks, replace_block
from composer.model.revision import Revision, Stored, Variant, common
from composer.model.source import Source

Side = Literal["mine", "theirs"]
Value = TypeVar("Value")

_WORDS = ("title", "state", "owner", "review_by", "organisation")
_LISTS = ("themes", "tags")


class Question(NamedTuple):
    """What both sides changed, and not alike; `path` is what an answer is given by.

    `field` is a field of the revision, or of the block `block` (by its id) in the wording `wording` (language
    and length); an empty one means the whole of it. None stands for what a side deleted.
    """

    path: str
    field: str
    mine: object
    theirs: object
    wording: tuple[str, str] = ("", "")
    block: str = ""


class Both(NamedTuple):
    """A revision made of two or more, and what is to be asked about it."""

    revision: Revision
    questions: tuple[Question, ...] = ()


class _Answers:
    """The answers given, and the questions met so far."""

    def __init__(self, given: Mapping[str, Side]) -> None:
        self.given = given
        self.questions: list[Question] = []

    def choose(self, question: Question, mine: Value, theirs: Value) -> Value:
        """Return the side that was chosen, mine when nobody did."""
        self.questions.append(question)
        return theirs if self.given.get(question.path) == "theirs" else mine


def merge_heads(
    history: Mapping[str, Revision],
    heads: Sequence[Stored],
    *,
    author: str,
    time: str,
    choices: Mapping[str, Side] | None = None,
) -> Both:
    """Return one revision made from heads of a block, of which the first is mine; `choices` are by path.

    The history finds what two of them were made from. There must be at least one head.
    """
    first, *others = heads
    answers = _Answers(choices or {})
    made = first.revision
    for i, other in enumerate(others, 2):
        base = history.get(common(history, first.digest, other.digest))
        made = _merged(base, made, other.revision, answers, "" if i == 2 else f"{i}.")
    parents = tuple(head.digest for head in heads)
    whole = replace(made, parents=parents, author=author, time=time)
    return Both(whole, tuple(answers.questions))


def _merged(
    base: Revision | None, mine: Revision, theirs: Revision, answers: _Answers, prefix: str
) -> Revision:
    changes: dict[str, object] = {}
    for name in _WORDS:
        was, my, their = (getattr(one, name) if one else None for one in (base, mine, theirs))
        changes[name] = _one(was, my, their, answers, Question(prefix + name, name, my, their))
    for name in _LISTS:
        was, my, their = (getattr(one, name) if one else () for one in (base, mine, theirs))
        changes[name] = _joined(was, my, their)
    changes["sources"] = _sources(base, mine, theirs, answers, prefix)
    changes["variants"] = _variants(base, mine, theirs, answers, prefix)
    return replace(mine, **changes)  # type: ignore[arg-type]  # each by the name it was taken from


def _one(was: object, mine: Value, theirs: Value, answers: _Answers, question: Question) -> Value:
    """Merge one value, None where there is none."""
    if theirs in (mine, was):
        return mine
    if mine == was:
        return theirs
    return answers.choose(question, mine, theirs)


def _joined(was: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Merge two lists: what either added, without what either took out; mine first."""
    gone = set(was) - (set(mine) & set(theirs))
    return tuple(word for word in dict.fromkeys((*mine, *theirs)) if word not in gone)


def _keyed(
    three: Sequence[Mapping[str, Value]],
    one: Callable[[str, Value | None, Value | None, Value | None], Value | None],
) -> tuple[Value, ...]:
    """Merge values by key, in my order, then theirs."""
    was, mine, theirs = three
    keys = dict.fromkeys((*mine, *theirs))
    made = (one(key, was.get(key), mine.get(key), theirs.get(key)) for key in keys)
    return tuple(value for value in made if value is not None)


def _sources(
    base: Revision | None, mine: Revision, theirs: Revision, answers: _Answers, prefix: str
) -> tuple[Source, ...]:
    def one(key: str, was: Source | None, my: Source | None, their: Source | None) -> Source | None:
        question = Question(f"{prefix}sources.{key}", "sources", my, their)
        return _one(was, my, their, answers, question)

    return _keyed(
        [{source.key: source for source in side.sources} if side else {} for side in (base, mine, theirs)],
        one,
    )


def _variants(
    base: Revision | None, mine: Revision, theirs: Revision, answers: _Answers, prefix: str
) -> tuple[Variant, ...]:
    def one(key: str, was: Variant | None, my: Variant | None, their: Variant | None) -> Variant | None:
        path = f"{prefix}variants.{key}"
        if my and their and my != their and was not in (my, their):
            return replace(my, block=_block(was, my, their, answers, path))
        wording = (my or their or was or mine.variants[0]).key
        question = Question(path, "", my and my.block, their and their.block, wording)
        return _one(was, my, their, answers, question)

    sides = [
        {".".join(one.key): one for one in side.variants} if side else {} for side in (base, mine, theirs)
    ]
    # Where each side took out another wording there would be none left: mine stay then.
    return _keyed(sides, one) or mine.variants


# ---- blocks


def _block(was: Variant | None, mine: Variant, theirs: Variant, answers: _Answers, path: str) -> Block:
    """Merge a block and those within it by field."""
    result = merge(_alone(was) if was else None, _alone(mine), _alone(theirs))
    document = result.document
    asked = len(answers.questions)
    for conflict in result.conflicts:
        document = _settled(document, conflict, mine.key, answers, path)
    if len(document.blocks) == 1:
        return document.blocks[0]
    del answers.questions[asked:]
    question = Question(path, "", mine.block, theirs.block, mine.key)
    return answers.choose(question, mine.block, theirs.block)


def _alone(variant: Variant) -> Document:
    return Document(template="", blocks=(variant.block,))


def _settled(
    document: Document, conflict: Conflict, wording: tuple[str, str], answers: _Answers, path: str
) -> Document:
    """Answer one conflict; where one side deleted what the other changed it stays unless somebody chooses."""
    where = f"{path}.{conflict.block}"
    if conflict.sort != "changed" or conflict.fields == ("kind",):
        question = Question(where, "", conflict.mine, conflict.theirs, wording, conflict.block)
        keeps: Side = "mine" if conflict.mine is not None else "theirs"
        answers.questions.append(question)
        return settle(document, conflict, answers.given.get(where, keeps))
    document = remove_blocks(document, [conflict.copy])
    for name in conflict.fields:
        block = find(document, conflict.block)
        my, their = getattr(conflict.mine, name), getattr(conflict.theirs, name)
        question = Question(f"{where}.{name}", name, my, their, wording, conflict.block)
        if block is not None and answers.choose(question, my, their) is their:
            document = replace_block(document, replace(block, **{name: their}))
    return document
