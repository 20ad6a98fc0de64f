"""Good PDFs damaged on purpose: what each gate must refuse, so that a dead gate cannot stay green."""

from collections.abc import Callable
from io import BytesIO
from operator import delitem
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Pdf

Change = Callable[[Pdf], object]
UA, ARCHIVE = "ua1", "2a"
BOTH = frozenset((UA, ARCHIVE))


class Fault(NamedTuple):
    """A change that makes a PDF bad, and the standards that forbid it."""

    change: Change
    forbidden_by: frozenset[str] = BOTH


def damaged(data: bytes, change: Change) -> bytes:
    """Return a PDF, changed and saved anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def elements(pdf: Pdf, tag: str) -> list[Any]:
    """Return the structure elements of a type, in the order of the file."""
    return [
        item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == Name("/" + tag)
    ]


def untagged(pdf: Pdf) -> None:
    """Take the structure away, and the word that there is one."""
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def fonts(pdf: Pdf) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == Name.Font]


def unembed(pdf: Pdf) -> None:
    del fonts(pdf)[0].FontDescriptor.FontFile2


def say_in_metadata(old: bytes, new: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        words = pdf.Root.Metadata.read_bytes()
        assert old in words
        pdf.Root.Metadata = pdf.make_stream(words.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)

    return change


def show_outside_marks(pdf: Pdf) -> None:
    """Let the first page show text before its first mark."""
    font = next(iter(pdf.pages[0].resources.Font.keys()))
    shown = f"BT {font} 10 Tf 30 30 Td (a) Tj ET\n".encode()
    pdf.pages[0].Contents = pdf.make_stream(shown + pdf.pages[0].Contents.read_bytes())


def without(of: Callable[[Pdf], Any], key: str) -> Change:
    """Return the change that takes a key from a dictionary."""
    return lambda pdf: delitem(of(pdf), key)


def root(pdf: Pdf) -> Any:
    return pdf.Root


# The standards forbid more than this; it is one fault of every sort that our own program could make.
FAULTS: dict[str, Fault] = {
    "nothing at all": Fault(lambda pdf: None, frozenset()),
    "no structure": Fault(untagged),
    "no metadata": Fault(without(root, "/Metadata")),
    "no output intent": Fault(without(root, "/OutputIntents"), frozenset((ARCHIVE,))),
    "no language": Fault(without(root, "/Lang"), frozenset((UA,))),
    "a font that is not embedded": Fault(unembed),
    "a font without characters": Fault(without(lambda pdf: fonts(pdf)[0], "/ToUnicode")),
    "a figure without words": Fault(
        without(lambda pdf: elements(pdf, "Figure")[0], "/Alt"), frozenset((UA,))
    ),
    "a link without words": Fault(without(lambda pdf: pdf.pages[0].Annots[0], "/Contents"), frozenset((UA,))),
    "a link that is not in the tree": Fault(
        without(lambda pdf: pdf.pages[0].Annots[0], "/StructParent"), frozenset((UA,))
    ),
    "a link that is not printed": Fault(
        lambda pdf: setattr(pdf.pages[0].Annots[0], "F", 0), frozenset((ARCHIVE,))
    ),
    "a note without a name": Fault(without(lambda pdf: elements(pdf, "Note")[0], "/ID"), frozenset((UA,))),
    "a level of headings left out": Fault(
        lambda pdf: setattr(elements(pdf, "H2")[0], "S", Name.H4), frozenset((UA,))
    ),
    "a table row in a list": Fault(
        lambda pdf: setattr(elements(pdf, "LI")[0], "S", Name.TR), frozenset((UA,))
    ),
    "a tag nobody knows": Fault(lambda pdf: setattr(elements(pdf, "P")[0], "S", Name.Paragraph)),
    "text outside any mark": Fault(show_outside_marks, frozenset((UA,))),
    "tab order of rows": Fault(lambda pdf: setattr(pdf.pages[0], "Tabs", Name.R), frozenset((UA,))),
    "the title is not shown": Fault(
        without(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle"), frozenset((UA,))
    ),
    "no claim of PDF/UA": Fault(say_in_metadata(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"), frozenset((UA,))),
    "no claim of PDF/A": Fault(
        say_in_metadata(b"<pdfaid:part>2<", b"<pdfaid:part>7<"), frozenset((ARCHIVE,))
    ),
}
