"""Settings on disk: `settings.yaml` in the user's own folder.

Reading never fails: a damaged file is kept beside, and the program begins with what it is shipped with. What
is needed only for a file in another form than ours, or for writing, is imported then: every start reads them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import DocumentError
from composer.i18n import _
from composer.model.settings import LANGUAGES, RECENT, SCALES, SCREENS, SIGNS, THEMES, USES, Settings
from composer.store.settings_lines import FORMAT, WIDEST, settings_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from composer.store.values import Sheet
    from composer.store.yaml import Node
    from composer.store.yaml_text import Plain

FOLDER = "PLEIDOOI_SETTINGS"
DAMAGED = ".damaged.yaml"
_LARGEST = 10**6


def settings_path() -> Path:
    """Return where the settings of this user are; PLEIDOOI_SETTINGS names another folder."""
    if folder := os.environ.get(FOLDER):
        return Path(folder) / "settings.yaml"
    from platformdirs import user_config_dir

    return Path(user_config_dir("pleidooi", appauthor=False)) / "settings.yaml"


def read_settings(path: Path, told: Callable[[Path], object] = lambda _kept: None) -> Settings:
    """Read settings; there are none at first, and those of a damaged file begin anew.

    A damaged file is kept as `settings.damaged.yaml`, and `told` is called with where it is now. What a later
    version added is left alone.
    """
    with suppress(OSError, UnicodeDecodeError):
        if not path.exists():
            return Settings()
        with path.open(encoding="utf-8") as file:
            if settings := settings_in(file.read(_LARGEST)):
                return settings
    from composer.store.files import read_bytes, set_aside
    from composer.store.values import Sheet
    from composer.store.yaml import read_yaml

    name = str(path)
    try:
        return _settings(Sheet(name), read_yaml(read_bytes(path, _LARGEST), name))
    except DocumentError:
        aside = path.with_name(path.stem + DAMAGED)
        told(aside if set_aside(path, aside) else path)
        return Settings()


def write_settings(path: Path, settings: Settings) -> None:
    """Save settings; raises SaveFailed, and the old ones are then whole."""
    from composer.store.files import make_folder, save
    from composer.store.yaml import write_yaml

    make_folder(path.parent)
    save(path, write_yaml(_tree(settings)).encode())


def _settings(sheet: Sheet, node: Node) -> Settings:
    from composer.store.values import taken

    values = sheet.table(node)
    sheet.integer(sheet.needed(node, values, "pleidooi-settings", _("the settings")), 1, 999)
    return Settings(
        language=taken(values, "language", lambda word: sheet.choice(word, LANGUAGES, _("language")), ""),
        theme=taken(values, "theme", lambda word: sheet.choice(word, THEMES, _("theme")), THEMES[0]),
        scale=taken(values, "scale", lambda number: sheet.integer(number, *SCALES), SCALES[0]),
        signs=taken(values, "signs", lambda word: sheet.choice(word, SIGNS, _("signs")), SIGNS[0]),
        recent=taken(values, "recent", lambda paths: _paths(sheet, paths), ())[:RECENT],
        geometry=taken(values, "geometry", sheet.words, ""),
        state=taken(values, "state", sheet.words, ""),
        splitters=taken(values, "splitters", lambda table: _splitters(sheet, table), ()),
        houses=taken(values, "houses", lambda paths: _paths(sheet, paths), ()),
        libraries=taken(values, "libraries", lambda paths: _paths(sheet, paths), ()),
        documents=taken(values, "documents", sheet.literal, ""),
        exports=taken(values, "exports", sheet.literal, ""),
        author=taken(values, "author", sheet.words, ""),
        uses=taken(values, "uses", lambda word: sheet.choice(word, USES, _("uses")), USES[0]),
        screens=taken(values, "screens", lambda table: _screens(sheet, table), ())[:SCREENS],
    )


def _paths(sheet: Sheet, node: Node) -> tuple[str, ...]:
    """Returns paths as they are: the name of a file may hold what a document may not."""
    return tuple(sheet.literal(item) for item in sheet.items(node))


def _splitters(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(
        (name, tuple(sheet.integer(size, 0, WIDEST) for size in sheet.items(sizes)))
        for name, sizes in sheet.table(node).items()
    )


def _screens(sheet: Sheet, node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((name, sheet.words(place)) for name, place in sheet.table(node).items())


def _tree(settings: Settings) -> dict[str, Plain]:
    return {
        "pleidooi-settings": FORMAT,
        "language": settings.language,
        "theme": settings.theme,
        "scale": settings.scale,
        "signs": settings.signs,
        "recent": list(settings.recent),
        "geometry": settings.geometry,
        "state": settings.state,
        "splitters": {name: list(sizes) for name, sizes in settings.splitters},
        "houses": list(settings.houses),
        "libraries": list(settings.libraries),
        "documents": settings.documents,
        "exports": settings.exports,
        "author": settings.author,
        "uses": settings.uses,
        "screens": dict(settings.screens),
    }
