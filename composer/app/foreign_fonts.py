"""Fonts that a house brings: each is tried in a process of its own before the program reads it, once."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from composer import resources
from composer.errors import ComposerError, TemplateError
from composer.i18n import _
from composer.model.house import House
from composer.store import limits
from composer.store.files import make_folder, read_bytes, save
from composer.store.own_folders import PRIVATE, tried_fonts_folder

TASK = "font"
# The digests of fonts that were tried well, by path, time and size: nobody reads a font at every look.
_KNOWN: dict[tuple[Path, int, int], bool] = {}


def refuse_hostile_fonts(house: House) -> None:
    """Refuse a house with a font that ends the process which reads it. Raises TemplateError.

    Shipped fonts are not tried. What a font did is kept by its content on this machine.
    """
    shipped = resources.path("fonts")
    for path in dict.fromkeys(file for face in _faces(house) for file in face if file is not None):
        if shipped not in path.parents and not _is_well(path):
            reason = _("the font file '{name}' cannot be read safely").format(name=path.name)
            raise TemplateError(str(path), 0, 0, reason, _("take another copy of it"))


def _faces(house: House) -> list[tuple[Path | None, ...]]:
    faces = (*(face for _name, face in house.typefaces), *house.fallback)
    return [(face.regular, face.bold, face.italic, face.bold_italic) for face in faces]


def _is_well(path: Path) -> bool:
    state = path.stat()
    key = path, state.st_mtime_ns, state.st_size
    if key not in _KNOWN:
        _KNOWN[key] = _was_well(path) or _try(path)
    return _KNOWN[key]


def _mark(path: Path) -> Path:
    font = read_bytes(path, limits.FONT_BYTES, refusal=TemplateError)
    return tried_fonts_folder() / sha256(font).hexdigest()


def _was_well(path: Path) -> bool:
    return _mark(path).is_file()


def _try(path: Path) -> bool:
    from composer.app.apart import Outcome, run_apart  # most houses never need it

    if run_apart([TASK, str(path)]) is not Outcome.WELL:
        return False
    try:
        make_folder(tried_fonts_folder(), permissions=PRIVATE)
        save(_mark(path), b"")
    except ComposerError:
        return True  # it is tried again the next time, that is all
    return True


def work_apart(arguments: Sequence[str]) -> int:
    """Do the task of a process of its own and return its exit code."""
    from composer.app.apart import confine
    from composer.pdf.trial import try_font

    tasks = {TASK: try_font}
    if len(arguments) != 2 or arguments[0] not in tasks:
        return 2
    confine()
    tasks[arguments[0]](Path(arguments[1]))  # whatever is raised ends the process, and says enough
    return 0
