"""What is exported tells nobody who made it where: no login, path or machine, no contact, no approval."""

import getpass
import io
import platform
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from composer.app.compile import compile_document
from composer.app.session import Session
from composer.app.world import world_of
from composer.app.writing import write_pdf
from composer.model.document import BlockId, Document
from composer.model.people import People
from composer.store.documents import write_document
from tests.builders import approval, example, paragraph, person, request

LOGIN, MACHINE = "zqxlogin", "zqxmachine"
PRINTED = "Wat wij vragen"
PRIVATE = ("zqxcontact", "zqxapprover", "zqxminister", "zqxtheme", "zqxreference")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user at a machine, with a folder whose names would be known anywhere."""
    home = tmp_path / LOGIN / "Documenten"
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE", "PWD"):
        monkeypatch.setenv(name, str(home))
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, MACHINE if "H" in name or "COMP" in name else LOGIN)
    monkeypatch.setattr(getpass, "getuser", lambda: LOGIN)
    monkeypatch.setattr(platform, "node", lambda: MACHINE)
    monkeypatch.setattr(socket, "gethostname", lambda: MACHINE)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def session(home):
    document = Document(
        template="demo/letter",
        title="Brief",
        people=People((("addressees", (person("A. de Vries"),)),)),
        blocks=(
            paragraph(PRINTED, id=BlockId("p")),
            request("Doe iets.", to=PRIVATE[2], theme=PRIVATE[3], ref=PRIVATE[4], id=BlockId("r")),
            example(
                "Voorbeeld", "Het werkte.", contact=PRIVATE[0], approved=approval(PRIVATE[1]), id=BlockId("e")
            ),
        ),
    )
    path = home / "brief.yaml"
    path.write_text(write_document(document), encoding="utf-8")
    return Session.open(path)


def all_in(value: object, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """Every name, text and stream of a PDF."""
    if isinstance(value, pikepdf.Object):
        if value.is_indirect:
            if value.objgen in seen:
                return
            seen.add(value.objgen)
        if isinstance(value, pikepdf.Stream):
            yield value.read_bytes()
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key, held in value.items():
                yield key.encode()
                yield from all_in(held, seen)
        elif isinstance(value, pikepdf.Array):
            for held in value:
                yield from all_in(held, seen)
        elif isinstance(value, pikepdf.String | pikepdf.Name):
            yield str(value).encode()


def told(pdf: bytes) -> str:
    """All that can be read in a PDF, on its pages and behind them, as one text without case."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        raw = [*all_in(file.trailer, set()), *(bytes(item.read_bytes()) for item in streams(file)), pdf]
    pages = pypdfium2.PdfDocument(pdf)
    shown = [page.get_textpage().get_text_range() for page in pages]
    words = [text for data in raw for text in (data.decode("latin-1"), data.decode("utf-16-be", "ignore"))]
    return "\n".join([*words, *shown]).lower()


def streams(file: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (item for item in file.objects if isinstance(item, pikepdf.Stream))


def found(words: str, looked_for: tuple[str, ...]) -> list[str]:
    return [one for one in looked_for if one.lower() in words]


def test_a_pdf_tells_neither_its_maker_nor_what_is_kept_for_the_makers(session, home):
    path = home / "brief.pdf"
    write_pdf(compile_document(session.document, world_of(session.document)), path)
    words = told(path.read_bytes())
    assert PRINTED.lower() in words, "what is printed must be found, or nothing would be"
    assert "A. de Vries".lower() in words
    assert found(words, (LOGIN, MACHINE, str(home), *home.parts[-2:], str(Path.cwd()), *PRIVATE)) == []


def test_what_is_kept_for_the_makers_would_be_seen(session):
    words = told(compile_document(with_text(session.document, " ".join(PRIVATE)), session.world).pdf)
    assert found(words, PRIVATE) == list(PRIVATE)


def with_text(document: Document, words: str) -> Document:
    return replace(document, title=words, blocks=(paragraph(words, id=BlockId("p")),))


@pytest.mark.parametrize("suffix", [".yaml", ".pleidooi"])
def test_a_document_tells_nothing_of_who_saved_it_where(session, home, suffix):
    path = home / f"kopie{suffix}"
    session.save(path)
    data = path.read_bytes()
    texts = [data]
    if suffix == ".pleidooi":
        with zipfile.ZipFile(path) as archive:
            texts += [archive.read(name) for name in archive.namelist()]
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert all(not entry.comment and not entry.extra for entry in archive.infolist())
            assert archive.comment == b""
    words = b"\n".join(texts).decode("latin-1").lower()
    assert found(words, (LOGIN, MACHINE, str(home))) == []
    assert found(words, PRIVATE[:1]) == [PRIVATE[0]]
