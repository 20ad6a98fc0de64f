"""The sample documents that come with the program."""

from collections.abc import Iterator
from pathlib import Path

from composer import resources
from composer.app.export import compile_file
from composer.store.files import make_folder, save


def write_samples(folder: Path) -> Iterator[Path]:
    """Write every sample document with its pictures and its PDF into a folder; yield each when it is there.

    A sample that is there already is kept, as its owner may have changed it; the PDF is of what is kept.
    """
    make_folder(folder)
    for picture in sorted(resources.templates().glob("*/samples/media/*")):
        make_folder(folder / "media")
        copy = folder / "media" / picture.name
        _copy(picture, copy)
        yield copy
    for sample in sorted(resources.templates().glob("*/samples/*.yaml")):
        copy = folder / sample.name
        _copy(sample, copy)
        yield copy
        pdf = copy.with_suffix(".pdf")
        save(pdf, compile_file(copy).compilation.pdf)
        yield pdf


def _copy(file: Path, to: Path) -> None:
    if not to.exists():  # one that was changed since stays as it is
        save(to, file.read_bytes())
