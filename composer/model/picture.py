"""A picture of a document: the file in its media, and what is known of it."""

from dataclasses import dataclass, field
from typing import Literal

from composer.model.drawing import Drawing

Sort = Literal["png", "jpeg", "svg", ""]
_SUFFIXES: dict[Sort, str] = {"png": "png", "jpeg": "jpg", "svg": "svg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by its name in `media/`; equal names with equal content are equal pictures.

    `width` and `height` are pixels as one sees them, those of a drawing 1/96 inch; `dpi` is what the file
    says of itself, 0 for nothing. `printing_colours` are CMYK; one that `moves` is printed as its first
    picture. One that cannot be used has no sort and no size, and says in `problem` why, in `hint` what to do,
    in the language of the user. `digest` is the SHA-256 of `data`, empty when the file could not be read.
    """

    name: str
    digest: str = ""
    sort: Sort = field(default="", compare=False)
    width: float = field(default=0.0, compare=False)
    height: float = field(default=0.0, compare=False)
    dpi: float = field(default=0.0, compare=False)
    printing_colours: bool = field(default=False, compare=False)
    moves: bool = field(default=False, compare=False)
    problem: str = field(default="", compare=False)
    hint: str = field(default="", compare=False)
    data: bytes = field(default=b"", compare=False, repr=False)
    drawing: Drawing | None = field(default=None, compare=False, repr=False)

    @property
    def content_name(self) -> str:
        """Return the name that says what is in it, which a packed document knows its pictures by."""
        return f"{self.digest}.{_SUFFIXES.get(self.sort, 'png')}"
