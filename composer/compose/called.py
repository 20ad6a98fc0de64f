"""What the fields that a text may name are called, in every language of their template."""

from composer.i18n import LANGUAGES, N_, in_each_language, words
from composer.model.house import Words, in_language
from composer.model.template import FieldSpec, Template

# The parts of a person that can be named by themselves.
_OF_PERSONS = {
    "name": N_("Name"),
    "role": N_("Position"),
    "organisation": N_("Organisation"),
    "party": N_("Party"),
    "address": N_("Address"),
    "email": N_("Email address"),
    "salutation": N_("Salutation"),
    "others": N_("the others"),
}
_TITLE = N_("Title")


def field_called(template: Template, name: str) -> Words:
    """Return what a field is called: `date`, `addressees`, `addressee.name`; nothing for what has no name."""
    if spec := template.field(name):
        return spec.label
    if name == "title":
        return in_each_language(_TITLE)
    first, _dot, part = name.partition(".")
    role = next((role for role in template.roles if first in {role.key, role.singular}), None)
    if role is None or (part and part not in _OF_PERSONS):
        return ()
    if not part:
        return role.label
    return tuple(
        (language, f"{label}, {words(language)(_OF_PERSONS[part]).lower()}") for language, label in role.label
    )


def choices_called(spec: FieldSpec) -> Words:
    """Return what may be chosen in a field, one behind the other."""
    return tuple(
        (language, ", ".join(in_language(said, language) or key for key, said in spec.choices))
        for language in LANGUAGES
    )
