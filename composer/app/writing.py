"""Writing what was compiled."""

from pathlib import Path

from composer.app.compile import Compilation
from composer.store.files import save


def write_pdf(compilation: Compilation, path: Path) -> None:
    """Write the PDF; raises SaveFailed, and what stood there before is whole."""
    save(path, compilation.pdf)
