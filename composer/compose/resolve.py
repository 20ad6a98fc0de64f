"""From a document to a resolved one: every look-up done, every number known; still no words on paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from composer.blocks.kept import fields_in, found_alike, kept, notes_in
from composer.blocks.kind import images_of
from composer.compose.called import choices_called, field_called
from composer.compose.citations import Bibliography, Notes, bibliography, check_sources, number_notes
from composer.compose.fields import merge_values, parse_date, people_of
from composer.compose.numbering import counted_in, number_blocks
from composer.compose.partners import check_partners
from composer.compose.parts import check_parts
from composer.compose.references import References, is_reference
from composer.compose.world import World
from composer.i18n import N_
from composer.model.document import SENT, Block, BlockId, Document, Where, walk
from composer.model.finding import Finding, error, note, warning
from composer.model.flow import Span
from composer.model.people import Person
from composer.model.template import Template
from composer.model.text import PLAIN, Cite, FreeNote, Inline, MergeField, Run, Text


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document with its look-ups: words of merge fields, numbers of blocks, footnotes, references."""

    document: Document
    world: World
    values: Mapping[str, str]
    numbers: Mapping[BlockId, str]
    notes: Notes
    bibliography: Bibliography
    references: References

    def paragraphs(self, text: Text, at: Where) -> tuple[tuple[Span, ...], ...]:
        """Return the paragraphs of a text as spans; look-ups that fail stay visible as ⟦name?⟧."""
        marks = iter(self.notes.marks.get(at, ()))
        return tuple(tuple(self._spans(paragraph, marks)) for paragraph in text.paragraphs)

    def note(self, content: Cite | FreeNote, number: int) -> tuple[Span, ...]:
        """Return what a footnote says."""
        if isinstance(content, Cite):
            return tuple(self.bibliography.spans(content, number))
        return tuple(self._note_spans(content.inlines, number))

    def people(self, role: str) -> tuple[Person, ...]:
        """Return who has a role."""
        return people_of(self.document, self.world.template, role)

    def _spans(self, inlines: tuple[Inline, ...], marks: Iterator[int]) -> Iterator[Span]:
        after_mark = False
        for inline in inlines:
            if isinstance(inline, Cite | FreeNote):
                number = next(marks)
                # Two marks side by side would read as one number.
                printed = self.notes.notes[number - 1].printed
                yield Span(f",{printed}" if after_mark else str(printed), note=number)
                after_mark = True
            else:
                yield from self._said(inline)
                after_mark = False

    def _note_spans(self, inlines: tuple[Inline, ...], number: int) -> Iterator[Span]:
        for inline in inlines:
            if isinstance(inline, Cite):
                yield from self.bibliography.spans(inline, number)
            elif not isinstance(inline, FreeNote):
                yield from self._said(inline)

    def _said(self, inline: Run | MergeField) -> tuple[Span, ...]:
        form = inline.format
        if isinstance(inline, Run):
            return (Span(inline.text, form.bold, form.italic, form.href, form.language),)
        if said := self.references.spans(inline.name, form):
            return said
        words = self.values.get(inline.name)
        if not words:
            lost = f"⟦{inline.name}?⟧"
            return (Span(lost, form.bold, form.italic, form.href, form.language, unknown=True),)
        return (Span(words, form.bold, form.italic, form.href, form.language),)


def resolve(document: Document, world: World, before: Resolved | None = None) -> Resolved:
    """Look up everything the texts of a document name.

    `before` is an earlier state of it: numbers and notes that an edit left alone are the same objects.
    """
    template = world.template
    last = before if before is not None and before.world.template is template else None
    numbers, notes = _counted(document, template, last)
    return Resolved(
        document=document,
        world=world,
        values=merge_values(document, template),
        numbers=numbers,
        notes=notes,
        bibliography=_bibliography(document, template, notes, last),
        references=References(document, template, numbers),
    )


def _counted(
    document: Document, template: Template, last: Resolved | None
) -> tuple[Mapping[BlockId, str], Notes]:
    """Return the numbers of blocks and notes, those of the last time when no block is counted otherwise."""
    if last is None or not found_alike(counted_in, document.blocks, last.document.blocks):
        return number_blocks(document, template), number_notes(document, template.notes)
    marked_alike = found_alike(notes_in, document.blocks, last.document.blocks)
    return last.numbers, last.notes if marked_alike else number_notes(document, template.notes)


def _bibliography(
    document: Document, template: Template, notes: Notes, last: Resolved | None
) -> Bibliography:
    if last is not None and notes is last.notes and _names_alike(document, last.document):
        return last.bibliography
    return bibliography(document, notes, template.notes)


def _names_alike(one: Document, other: Document) -> bool:
    return one.language == other.language and one.sources == other.sources


def check_resolved(resolved: Resolved) -> Iterator[Finding]:
    """Yield what is missing: fields and people the template asks for, and what texts name in vain."""
    document, template = resolved.document, resolved.world.template
    yield from _check_fields(document, template)
    yield from _check_people(document, template)
    yield from check_parts(document, template)
    yield from check_partners(document, template)
    yield from _unknown_fields(resolved)
    yield from _pictures(document)
    yield from check_sources(document, resolved.notes, template.notes)


def _check_fields(document: Document, template: Template) -> Iterator[Finding]:
    for spec in template.fields:
        value, label = document.field(spec.key), spec.label or spec.key
        if spec.required and value in (None, ""):
            yield warning(
                "missing-field",
                N_("The field “{label}” is empty."),
                Where(field=f"fields.{spec.key}"),
                label=label,
            )
        elif spec.type == "date" and value not in (None, "") and parse_date(value) is None:
            yield warning(
                "bad-date",
                N_("The field “{label}” is not a date: “{value}”."),
                Where(field=f"fields.{spec.key}"),
                hint=N_("Write it as year-month-day, 2026-02-26."),
                label=label,
                value=value,
            )
        elif spec.choices and value not in (None, "") and str(value) not in dict(spec.choices):
            yield warning(
                "bad-choice",
                N_("The field “{label}” cannot be “{value}”."),
                Where(field=f"fields.{spec.key}"),
                hint=N_("Choose one of: {choices}."),
                label=label,
                value=value,
                choices=choices_called(spec),
            )
    for key, _value in document.fields:
        if template.field(key) is None and key != SENT:
            yield warning(
                "unknown-document-field",
                N_("The template has no field “{name}”; it is not printed."),
                Where(field=f"fields.{key}"),
                name=key,
            )


def _check_people(document: Document, template: Template) -> Iterator[Finding]:
    for role in template.roles:
        if role.required and not any(person.title for person in document.people.of(role.key)):
            yield warning(
                "missing-people",
                N_("{label}: nobody is named."),
                Where(field=f"people.{role.key}"),
                label=role.label or role.key,
            )
    known = {role.key for role in template.roles}
    for key, _people in document.people.roles:
        if key not in known:
            yield warning(
                "unknown-role",
                N_("The template has no place for “{name}”; these people are not printed."),
                Where(field=f"people.{key}"),
                name=key,
            )


def _pictures(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with pictures; one that cannot be printed is shown by its name."""
    for at, name in chain.from_iterable(map(_named_pictures, document.blocks)):
        image = document.image(name)
        if image is None:
            message = N_("The picture “{name}” is not in the document.")
            hint = N_("Choose it again, or put it in the folder “media” beside the document.")
            yield error("missing-picture", message, at, hint=hint, name=name)
        elif image.problem:
            message = N_("The picture “{name}” cannot be printed: {why}.")
            yield error("bad-picture", message, at, hint=image.hint, name=name, why=image.problem)
        elif image.printing_colours:
            message = N_("The picture “{name}” has colours for printing (CMYK), which look different here.")
            yield note("printing-colours", message, at, hint=N_("Save it in RGB."), name=name)
        elif image.moves:
            message = N_("The picture “{name}” moves; only its first moment is printed.")
            yield note("moving-picture", message, at, name=name)


@kept
def _named_pictures(block: Block) -> tuple[tuple[Where, str], ...]:
    """Return the pictures that a block and those within it name, each with its place."""
    return tuple((inner.where(path), name) for inner in walk((block,)) for path, name in images_of(inner))


def _unknown_fields(resolved: Resolved) -> Iterator[Finding]:
    for at, name in (found for block in resolved.document.blocks for found in fields_in(block)):
        if is_reference(name):
            if not resolved.references.spans(name, PLAIN):
                yield _lost_reference(name, at)
        elif name not in resolved.values:
            yield _unknown_field(name, resolved.values, at)
        elif not resolved.values[name]:
            hint = N_("Fill it in, or take it out of the text.")
            called = field_called(resolved.world.template, name) or name
            yield warning("empty-field", N_("The field “{name}” is empty."), at, hint=hint, name=called)


def _unknown_field(name: str, values: Mapping[str, str], at: Where) -> Finding:
    near = get_close_matches(name, values, 1) or [key for key in values if name.endswith(f".{key}")]
    hint = N_("Did you mean “{near}”?") if near else N_("Choose one of the fields of the template.")
    message = N_("There is no field “{name}”.")
    return warning("unknown-field", message, at, hint=hint, name=name, near=near[0] if near else "")


def _lost_reference(name: str, at: Where) -> Finding:
    target = name.partition(":")[2]
    message = N_("“{target}” is not a block with a number or a title; the reference to it is lost.")
    return warning("lost-reference", message, at, hint=N_("Choose what it refers to again."), target=target)
