"""Pictures of templates to begin with: the first page of a sample, kept by what it was made of."""

from collections.abc import Sequence
from pathlib import Path

from composer import __version__
from composer.app import templates
from composer.app.preview import PageImage
from composer.app.world import installed_folders
from composer.store.folders import house_folders
from composer.store.page_pictures import digest_of_houses, keep_picture, kept_picture, key_of


class Gallery:
    """The pictures of one language and width, in pixels; only the worker that paints may ask for them."""

    def __init__(self, language: str, search: Sequence[Path], width: int) -> None:
        """Begin with nothing looked at."""
        self._language, self._search, self._width = language, tuple(search), width
        self._houses = ""

    def picture(self, template: str) -> PageImage:
        """Return the first page of a template as its sample shows it; raises what making it raises."""
        if not self._houses:
            found = house_folders(self._search, installed=installed_folders())
            self._houses = digest_of_houses(folders[0] for folders in found.values())
        key = key_of(__version__, self._houses, template, self._language, self._width)
        kept = kept_picture(key)
        if kept is not None and (picture := _unpacked(kept)) is not None:
            return picture
        made = templates.first_page(template, self._language, self._search, self._width)
        keep_picture(key, _packed(made))
        return made


def _packed(picture: PageImage) -> bytes:
    sizes = (picture.width, picture.height, picture.stride)
    return b"".join(size.to_bytes(4, "little") for size in sizes) + picture.pixels


def _unpacked(kept: bytes) -> PageImage | None:
    """Return a picture that was kept; None when its sizes are not those of its pixels."""
    width, height, stride = (int.from_bytes(kept[i : i + 4], "little") for i in (0, 4, 8))
    pixels = kept[12:]
    is_whole = width * 4 <= stride and len(pixels) == stride * height and height > 0
    return PageImage(pixels, width, height, stride) if is_whole else None
