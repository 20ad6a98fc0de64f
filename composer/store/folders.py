"""Where houses are: folders that were named, then the user's own and the team's, then the shipped ones.

Nothing in them is read here but their names.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from composer import resources
from composer.errors import TemplateError
from composer.i18n import _

HOUSE_FILE = "house.yaml"
FOLDER = "PLEIDOOI_HOUSES"


class Duplicate(NamedTuple):
    """A house that is in several folders: the first of them counts, the others are hidden by it."""

    house: str
    folders: tuple[Path, ...]


def users_folder() -> Path:
    """Returns where the houses of this user are; PLEIDOOI_HOUSES names another folder."""
    if folder := os.environ.get(FOLDER):
        return Path(folder)
    from platformdirs import user_data_dir

    return Path(user_data_dir("pleidooi", appauthor=False)) / "houses"


def house_folders(search: Sequence[Path], *, installed: Sequence[Path] = ()) -> dict[str, tuple[Path, ...]]:
    """Returns the folders of every house by name; the first one counts, the others are hidden by it.

    `search` are the folders somebody named explicitly, and raise TemplateError when they are not there.
    `installed` are those of a user and a team, which may be out of reach; the shipped ones come last.
    """
    found = _houses_in(search, must_exist=True)
    for name, folders in _houses_in((*installed, resources.templates()), must_exist=False).items():
        known = found.setdefault(name, ())
        found[name] = (*known, *(folder for folder in folders if folder not in known))
    return found


def duplicates(search: Sequence[Path], *, installed: Sequence[Path] = ()) -> tuple[Duplicate, ...]:
    """Returns the houses that are in more than one folder, by name."""
    found = house_folders(search, installed=installed)
    return tuple(Duplicate(name, folders) for name, folders in sorted(found.items()) if folders[1:])


def template_ids(search: Sequence[Path], *, installed: Sequence[Path] = ()) -> tuple[str, ...]:
    """Returns the names of all templates, `house/NAME`, without reading any."""
    return ids_in(house_folders(search, installed=installed))


def ids_in(houses: dict[str, tuple[Path, ...]]) -> tuple[str, ...]:
    """Returns the names of the templates in these houses."""
    files = (
        (name, file) for name, folders in sorted(houses.items()) for file in sorted(folders[0].glob("*.yaml"))
    )
    return tuple(f"{name}/{file.stem}" for name, file in files if file.name != HOUSE_FILE)


def _houses_in(places: Iterable[Path], *, must_exist: bool) -> dict[str, tuple[Path, ...]]:
    """Returns houses by name; a place is a folder of houses, or is a house."""
    found: dict[str, tuple[Path, ...]] = {}
    seen: set[Path] = set()
    for given in places:
        place, inside = _folder(given)
        if place is None and must_exist:
            raise TemplateError(str(given), 0, 0, _("there is no such folder"), _("check the spelling"))
        if place is None or place in seen:
            continue
        seen.add(place)
        for folder in (place, *inside):
            if _holds_house(folder):
                found[folder.name] = (*found.get(folder.name, ()), folder)
    return found


def _folder(path: Path) -> tuple[Path | None, Sequence[Path]]:
    """Returns where a path leads with all that is in it, None when that is no folder that can be read."""
    try:
        place = path.resolve()
        return place, sorted(place.iterdir())
    except (OSError, RuntimeError):  # a circle of links is a RuntimeError
        return None, ()


def _holds_house(folder: Path) -> bool:
    try:
        return (folder / HOUSE_FILE).is_file()
    except OSError:  # somebody else's folder
        return False
