"""The sample documents that come with the program."""

from collections.abc import Iterator
from pathlib import Path

from composer import resources
from composer.app.export import compile_file
from composer.store.files import save


def write_samples(folder: Path) -> Iterator[Path]:
    """Write every sample document and its PDF into a folder; yield each file when it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in sorted(resources.templates().glob("*/samples/*.yaml")):
        copy = folder / sample.name
        save(copy, sample.read_bytes())
        yield copy
        pdf = copy.with_suffix(".pdf")
        save(pdf, compile_file(copy).compilation.pdf)
        yield pdf
