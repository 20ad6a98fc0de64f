"""A source that notes cite, described by CSL variables."""

from dataclasses import dataclass

# The variables of CSL 1.0.2 that a document may give, besides `type`.
VARIABLES = (
    "author",
    "title",
    "issued",
    "publisher",
    "publisher-place",
    "container-title",
    "collection-title",
    "number",
    "volume",
    "issue",
    "page",
    "edition",
    "URL",
    "accessed",
    "note",
    "language",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One source; its key is what `[@key]` says, its variables are plain words."""

    key: str
    type: str = "document"
    variables: tuple[tuple[str, str], ...] = ()

    def get(self, variable: str) -> str:
        """Return a variable as words, empty when the source does not have it."""
        return dict(self.variables).get(variable, "")
