"""The people of a document, by the roles that its template names: addressees, signatories, submitters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, several on one line, or an organisation; every part may be empty."""

    names: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    party: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    salutation: str = ""

    @property
    def title(self) -> str:
        """Return what this entry is called in a list: the names, else the organisation."""
        return ", ".join(self.names) or self.organisation


@dataclass(frozen=True, slots=True)
class People:
    """Persons by role, in the order of the document."""

    roles: tuple[tuple[str, tuple[Person, ...]], ...] = ()

    def of(self, role: str) -> tuple[Person, ...]:
        """Return the persons of a role; none when the document does not have it."""
        return dict(self.roles).get(role, ())
