"""The audit refuses what it is there to refuse: every rule on a PDF broken on purpose."""

from collections.abc import Callable
from operator import delitem
from typing import Any

import pikepdf
import pytest
from pikepdf import Name, Operator, Pdf, String

from tests.audit import audit, tree_text
from tests.gates.damage import damaged, elements
from tests.pdf.letters import EVERYTHING, file_of


def broken(change: Callable[[Pdf], object]) -> bytes:
    """Returns the document with everything, changed."""
    return damaged(file_of(EVERYTHING).pdf, change)


def content(pdf: Pdf, change: Callable[[list[Any]], object]) -> None:
    """Changes the operators of the first page."""
    operators = list(pikepdf.parse_content_stream(pdf.pages[0]))
    change(operators)
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))


def index(operators: list[Any], name: str, nth: int = 0) -> int:
    return [i for i, (_, operator) in enumerate(operators) if str(operator) == name][nth]


def drop(name: str, nth: int = 0) -> Callable[[Pdf], object]:
    return lambda pdf: content(pdf, lambda operators: operators.pop(index(operators, name, nth)))


def insert(before: str, *added: tuple[list[Any], str], nth: int = 0) -> Callable[[Pdf], object]:
    def change(operators: list[Any]) -> None:
        at = index(operators, before, nth)
        operators[at:at] = [(operands, Operator(name)) for operands, name in added]

    return lambda pdf: content(pdf, change)


def rename_marks(pdf: Pdf, old: int, new: int) -> None:
    def change(operators: list[Any]) -> None:
        for operands, operator in operators:
            if str(operator) == "BDC" and operands[1].get("/MCID") == old:
                operands[1].MCID = new

    content(pdf, change)


def first_kids(pdf: Pdf, tag: str) -> Any:
    return kids_of(elements(pdf, tag)[0])


def kids_of(element: Any) -> Any:
    """Returns the kids as an array, also where the file names a single one without."""
    if not isinstance(element.K, pikepdf.Array):
        element.K = pikepdf.Array([element.K])
    return element.K


def swap_parents(pdf: Pdf) -> None:
    pages = [entry for entry in pdf.Root.StructTreeRoot.ParentTree.Nums if isinstance(entry, pikepdf.Array)]
    parents = pages[0]
    parents[1], parents[4] = parents[4], parents[1]


def swap_annotations(pdf: Pdf) -> None:
    one, other = pdf.pages[0].Annots[0], pdf.pages[0].Annots[1]
    one.StructParent, other.StructParent = int(other.StructParent), int(one.StructParent)


def double_id(pdf: Pdf) -> None:
    one, other = elements(pdf, "Note")[:2]
    other.ID = String(str(one.ID))


def as_artifact(pdf: Pdf) -> None:
    """Makes the first text of the first page an artifact, though the tree still speaks of it."""

    def change(operators: list[Any]) -> None:
        operators[index(operators, "BDC")] = ([Name.Artifact], Operator("BMC"))

    content(pdf, change)


def forget_annotation(pdf: Pdf) -> None:
    """Takes a link from its page and from its element, which stays a link."""
    kids = first_kids(pdf, "Link")
    annotations = pdf.pages[0].Annots
    gone = kids[1].Obj.objgen
    del annotations[[annotation.objgen for annotation in annotations].index(gone)]
    del kids[1]


def forget_font(key: str) -> Callable[[Pdf], object]:
    def change(pdf: Pdf) -> None:
        font = next(iter(pdf.pages[0].resources.Font.values()))
        if key == "/ToUnicode":
            del font[key]
        else:
            del font.FontDescriptor[key]

    return change


def neither(pdf: Pdf) -> None:
    """Puts a mark without a number before everything."""
    marks = [([Name.P], Operator("BMC")), ([], Operator("EMC"))]
    content(pdf, lambda operators: operators.__setitem__(slice(0, 0), marks))


BROKEN: dict[str, Callable[[Pdf], object]] = {
    "a mark within another": insert("TJ", ([Name.Artifact], "BMC"), ([], "EMC")),
    "a mark ends that never began": insert("BT", ([], "EMC")),
    "a mark is not closed": drop("EMC", -1),
    "a mark crosses the edge of a text object": insert("TJ", ([], "ET"), ([], "BT")),
    "a mark that is neither content nor artifact": neither,
    "f outside any mark": insert("BT", ([], "f")),
    "MCID 2 is used twice": lambda pdf: rename_marks(pdf, 1, 2),
    "MCID 2 has 0 owners": lambda pdf: delitem(first_kids(pdf, "Link"), 0),
    "MCID 2 has 2 owners": lambda pdf: first_kids(pdf, "H1").append(2),
    "page 1 has no mark 0": as_artifact,
    "page 1 has no mark 999": lambda pdf: first_kids(pdf, "H1").append(999),
    "MCID 1: ParentTree names another owner": swap_parents,
    "ParentTree has more marks than the page": lambda pdf: rename_marks(pdf, 3, 2),
    "MCID 3 shows nothing": drop("TJ", 4),
    "an annotation has 0 owners": lambda pdf: delitem(first_kids(pdf, "Link"), 1),
    "an annotation: ParentTree names another owner": swap_annotations,
    "a link without an annotation": forget_annotation,
    "ParentTree has keys that nothing has": forget_annotation,
    "/P is not its parent": lambda pdf: setattr(elements(pdf, "H1")[0], "P", elements(pdf, "Sect")[0]),
    "ID note-1 is used 2 times": double_id,
    "IDTree is not the IDs of the elements": lambda pdf: delitem(
        pdf.Root.StructTreeRoot.IDTree.Names, slice(0, 2)
    ),
    "H1 is followed by H3": lambda pdf: setattr(elements(pdf, "H2")[0], "S", Name.H3),
    "is not embedded": forget_font("/FontFile2"),
    "has no ToUnicode": forget_font("/ToUnicode"),
}


def test_a_whole_file_that_was_saved_anew_passes():
    assert audit(broken(lambda pdf: None)) == []


@pytest.mark.parametrize("complaint", BROKEN)
def test_the_audit_refuses(complaint: str):
    found = audit(broken(BROKEN[complaint]))
    assert any(complaint in line for line in found), found


def test_text_in_another_order_is_another_text():
    def change(pdf: Pdf) -> None:
        kids = pdf.Root.StructTreeRoot.K.K
        kids[2], kids[3] = kids[3], kids[2]

    data = broken(change)
    assert audit(data) == []
    assert tree_text(data) != tree_text(file_of(EVERYTHING).pdf)
