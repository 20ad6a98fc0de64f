"""The panes beside the structure: fields, people and sources of the document."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.app.history import translated
from composer.app.session import Session
from composer.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _, spoken
from composer.model.document import Document, FieldValue
from composer.model.edits import set_document_field
from composer.model.house import in_language
from composer.model.template import FieldSpec
from composer.ui.form import Form, Row
from composer.ui.people_sheet import PeopleSheet
from composer.ui.sheet import Page, Sheet
from composer.ui.sources_sheet import SourcesSheet

__all__ = ["FieldsSheet", "PeopleSheet", "SourcesSheet"]


class FieldsSheet(Sheet):
    """Title and language of the document, and the fields that its template has."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the fields of a session from now on."""
        super().__init__(session, parent)
        self.form = Form(language=session.document.language)
        page = Page(self)
        page.column.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.form.edited.connect(self._edited)

    def refresh(self, typed: str) -> None:
        """Show the fields as they are now."""
        self.form.set_language(self.document.language)
        self.form.set_rows(self._rows(), typed=typed)

    def _rows(self) -> list[Row]:
        document, template = self.document, self.session.world.template
        languages = dict.fromkeys((*LANGUAGES, document.language))
        rows = [
            Row("title", _("Title"), "text", document.title, (), _("The name of the PDF and of its window.")),
            Row(
                "language",
                _("Language"),
                "choice",
                document.language,
                tuple((tag, LANGUAGE_NAMES.get(tag, tag)) for tag in languages),
            ),
        ]
        rows += [_row(spec, document) for spec in template.fields]
        unknown = _("The template has no such field; it is not printed.")
        rows += [
            Row(f"fields.{key}", key, "text", value, (), unknown)
            for key, value in document.fields
            if template.field(key) is None and value is not None
        ]
        return rows

    def _edited(self, key: str, value: object) -> None:
        def label() -> str:
            return next((row.label for row in self._rows() if row.key == key), key)

        def edited(document: Document) -> Document:
            return _with(document, key, value)

        merge = "" if key == "language" else key
        self.edit(translated(N_("Change {field}"), field=label), edited, merge=merge, typed=key)


def _with(document: Document, key: str, value: object) -> Document:
    if key == "title":
        return replace(document, title=str(value))
    if key == "language":
        return replace(document, language=str(value))
    given: FieldValue = value if isinstance(value, str | int | bool) and value != "" else None
    return set_document_field(document, key.removeprefix("fields."), given)


def _row(spec: FieldSpec, document: Document) -> Row:
    speech = spoken()
    choices = tuple((key, in_language(words, speech)) for key, words in spec.choices)
    value = document.field(spec.key)
    if spec.type == "choice":
        choices = (("", "–"), *choices)
    label = in_language(spec.label, speech) or spec.key
    return Row(f"fields.{spec.key}", label, spec.type, value, choices, required=spec.required)
