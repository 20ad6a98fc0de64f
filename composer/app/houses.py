"""Checking a house or a template: read, tried out, and told what is wrong with file, line and column."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from composer.app.compile import no_collection
from composer.app.world import installed_folders
from composer.checks.house import Lines, check_lines, check_styles, check_template
from composer.errors import DocumentError, TemplateError
from composer.i18n import _
from composer.model.finding import Finding, Severity, error
from composer.model.template import Template
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.houses import HOUSE_FILE, read_house
from composer.store.places import Places, read_places
from composer.store.styles import BASE_RULES, kind_rules
from composer.store.templates import plain_template, read_template

_SAYS_WHAT_IT_IS = re.compile(rb"^\xef?\xbb?\xbf?pleidooi-(?:house|template)\s*:", re.MULTILINE)


_OF_THE_PROGRAM = (*BASE_RULES, *kind_rules())


class Told(NamedTuple):
    """A finding with its place; line and column count from 1, 0 means the file as a whole."""

    path: Path
    line: int
    column: int
    finding: Finding


class CheckedHouse(NamedTuple):
    """What there is to tell about a house, or about one template of it."""

    path: Path
    templates: int
    told: tuple[Told, ...]

    @property
    def has_errors(self) -> bool:
        """Return whether a template cannot be used."""
        return any(told.finding.severity is Severity.ERROR for told in self.told)


class _Read(NamedTuple):
    """A template with the places in its file."""

    path: Path
    template: Template
    places: Places


def is_house(path: Path) -> bool:
    """Return whether a path is that of a house or a template, and not of a document."""
    if path.is_dir():
        return (path / HOUSE_FILE).is_file()
    if path.name == HOUSE_FILE:
        return True
    data = b""
    with suppress(DocumentError):  # whoever reads it as a document says what is wrong with it
        data = read_bytes(path, limits.YAML_BYTES)
    return _SAYS_WHAT_IT_IS.search(data) is not None


def check_house(path: Path, search: Sequence[Path] = ()) -> CheckedHouse:
    """Check a house by its folder or its `house.yaml`, with all its templates; or one template.

    Houses that it names are looked for in the folders given, among those installed here, and beside it.
    Raises TemplateError when the house, or the template that is named, cannot be read.
    """
    with no_collection():
        folder = path if path.is_dir() else path.parent
        if not (folder / HOUSE_FILE).exists():
            reason, hint = _("there is no house.yaml beside it"), _("put it into the folder of its house")
            raise TemplateError(str(path), 0, 0, reason, hint)
        installed = installed_folders()
        house = read_house(folder, (*search, *installed))
        whole = path.is_dir() or path.name == HOUSE_FILE
        files = sorted(folder.glob("*.yaml")) if whole else [path]
        files = [file for file in files if file.name != HOUSE_FILE]
        read: list[_Read] = []
        told: list[Told] = []
        for file in files:
            try:
                template = read_template(house, file, search, installed=installed)
                read.append(_Read(file, template, read_places(file)))
            except TemplateError as refusal:
                if not whole:
                    raise
                told.append(_refused(refusal))
        own = _Read(folder / HOUSE_FILE, plain_template(house), read_places(folder / HOUSE_FILE))
        if whole and not told:  # which styles nothing uses is known when all templates could be read
            told += _unused(read, own)
        told += _findings(read, own, of_house=whole)
    order = {file: number for number, file in enumerate((own.path, *files))}
    ordered = sorted(dict.fromkeys(told), key=lambda one: (order.get(one.path, -1), one.line, one.column))
    return CheckedHouse(path, len(read), tuple(ordered))


def _refused(refusal: TemplateError) -> Told:
    finding = error("unreadable", "{reason}", hint="{advice}", reason=refusal.reason, advice=refusal.hint)
    return Told(Path(refusal.path), refusal.line, refusal.column, finding)


def _findings(read: Sequence[_Read], own: _Read, *, of_house: bool) -> Iterator[Told]:
    """Yield what is wrong with templates and, where they print it, with the file of their house."""
    from composer.pdf.fonts import house_fonts

    languages = _languages([own, *read])
    for one in read or [own]:
        metrics = house_fonts(one.template.house)
        for finding in check_template(one.template, metrics, languages):
            yield _placed(finding, (one, own))
        ours = [rule.name for rule in (*_OF_THE_PROGRAM, *own.template.house.styles)]
        # What it takes over from another template is not its own to mend.
        rules = [rule for rule in one.template.rules if f"styles.{rule.name}" in one.places.lines]
        for finding in check_styles(rules, ours, [one.template]):
            yield _placed(finding, (one,))
    for one in (own, *read) if of_house else read:
        for finding in check_lines([Lines(*line) for line in one.places.said], languages):
            yield _placed(finding, (one,))


def _unused(read: Sequence[_Read], own: _Read) -> Iterator[Told]:
    """Yield the styles of a house that nothing uses."""
    known = [rule.name for rule in _OF_THE_PROGRAM]
    for finding in check_styles(own.template.house.styles, known, [one.template for one in read or [own]]):
        yield _placed(finding, (own,))


def _languages(read: Sequence[_Read]) -> tuple[str, ...]:
    """Return the languages in which a house and its templates say something, Dutch when there are none."""
    found = (language for one in read for _path, languages in one.places.said for language in languages)
    return tuple(dict.fromkeys(found)) or ("nl",)


def _placed(finding: Finding, read: Sequence[_Read]) -> Told:
    """Return a finding with the place of its path, or of what that is part of, in the first of the files.

    What is in neither was taken over: its place is the line that did so.
    """
    field = finding.at.field
    while field:
        for one in read:
            if field in one.places.lines:
                return Told(one.path, *one.places.lines[field], finding)
        field = field.rpartition(".")[0]
    for one in read:
        if "like" in one.places.lines:
            return Told(one.path, *one.places.lines["like"], finding)
    return Told(read[-1].path, 0, 0, finding)
