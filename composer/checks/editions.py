"""What a template changed since a document was last saved with it."""

from collections.abc import Iterator

from composer.i18n import N_, spoken
from composer.model.document import Document, Where
from composer.model.finding import Finding, note, warning
from composer.model.house import in_language
from composer.model.template import Template


def check_edition(document: Document, template: Template) -> Iterator[Finding]:
    """Yield what changed since the document was saved; nothing when that was with another template."""
    edition = document.written_with
    if edition is None or edition.template != template.id or edition.version == template.version:
        return
    at = Where(field="template")
    numbers = {"version": edition.version, "newest": template.version}
    if edition.version > template.version:
        message = N_(
            "The document was written with version {version} of its template; here is only {newest}."
        )
        yield warning(
            "older-template", message, at, hint=N_("Ask for the newest version of the house."), **numbers
        )
        return
    said = [
        words
        for version, texts in sorted(template.changes)
        if version > edition.version and (words := in_language(texts, spoken()))
    ]
    message = N_("The template is of version {newest}; the document was written with version {version}.")
    hint = N_("Look at its pages before you send it.")
    yield note("newer-template", message, at, hint=hint, **numbers)
    for words in said:
        yield note("template-change", N_("New in the template: {change}"), at, change=words)
