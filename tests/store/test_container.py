"""What a packed document may hold, and that nothing else comes out of one."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import DocumentError
from composer.store import container, limits

PICTURE = f"media/{'0' * 64}.png"


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Packs parts without asking what they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(data: bytes) -> DocumentError:
    """Unpacks a file that must be refused."""
    with pytest.raises(DocumentError) as caught:
        container.unpack(data, "a.pleidooi")
    assert caught.value.path == "a.pleidooi"
    assert caught.value.line == 0
    assert caught.value.hint
    return caught.value


def test_the_same_content_gives_the_same_bytes():
    media = {PICTURE: b"one", PICTURE.replace("0", "1"): b"two"}
    packed = container.pack(b"pleidooi: 1\n", media)
    assert packed == container.pack(b"pleidooi: 1\n", dict(reversed(media.items())))
    assert container.is_packed(packed)
    assert container.unpack(packed, "a") == (b"pleidooi: 1\n", media)


def test_a_packed_document_tells_neither_time_nor_machine():
    with zipfile.ZipFile(io.BytesIO(container.pack(b"a", {}))) as archive:
        entry = archive.getinfo("document.yaml")
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.create_system == 3
    assert entry.external_attr >> 16 == 0o100644
    assert not entry.extra
    assert not entry.comment


def test_a_document_that_says_the_same_over_and_over_can_be_read_again():
    text = b"a" * 3_000_000
    assert container.unpack(container.pack(text, {}), "a").text == text


def test_what_does_not_belong_to_a_document_stays_in_the_file():
    data = zipped(
        ("document.yaml", b"a"), ("__MACOSX/._document.yaml", b"b"), ("media/x.exe", b"c"), (PICTURE, b"d")
    )
    assert container.unpack(data, "a") == (b"a", {PICTURE: b"d"})


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "media/../../evil", "\\evil", "..\\evil", "C:evil", "C:\\evil"]
)
def test_a_part_that_leads_elsewhere_is_refused(name):
    data = zipped(("document.yaml", b"a"), ("media/long-enough-name-to-be-replaced", b"b"))
    assert "elsewhere" in refusal(zipped(("document.yaml", b"a"), (name, b"b"))).reason
    assert container.unpack(data, "a").text == b"a"


def test_too_much_of_anything_is_refused(monkeypatch):
    bomb = zipped(("document.yaml", b"a"), (PICTURE, b"\0" * 1_000_000))
    assert "more tightly" in refusal(bomb).reason
    monkeypatch.setattr(limits, "ZIP_RATIO", 2_000)
    assert container.unpack(bomb, "a").text == b"a"
    monkeypatch.setattr(limits, "ZIP_BYTES", 900_000)
    assert "too large when unpacked" in refusal(bomb).reason
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 1)
    assert "too many parts" in refusal(bomb).reason


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("document.yaml", b"a"), ("document.yaml", b"b"))
    assert "two parts" in refusal(data).reason


def test_a_locked_file_is_refused():
    data = bytearray(zipped(("document.yaml", b"a")))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, central + 8, 1)
    assert "password" in refusal(bytes(data)).reason


def test_a_zip_without_a_document_is_refused():
    assert "no document.yaml" in refusal(zipped(("word/document.xml", b"a"))).reason
    assert "no document.yaml" in refusal(b"PK\x05\x06" + b"\0" * 18).reason


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method):
    assert "in a way" in refusal(zipped(("document.yaml", b"a"), method=method)).reason


def test_a_damaged_file_is_refused():
    whole = container.pack(b"pleidooi: 1\n" * 20, {PICTURE: bytes(range(256))})
    flipped = bytearray(whole)
    flipped[whole.index(b"document.yaml") + 20] ^= 0xFF
    for data in (whole[:-1], whole[: len(whole) // 2], bytes(flipped), b"PK\x03\x04"):
        assert "damaged" in refusal(data).reason


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_no_change_of_bytes_raises_anything_but_a_refusal(data):
    content = bytearray(container.pack(b"pleidooi: 1\n" * 20, {PICTURE: bytes(range(256))}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        container.unpack(bytes(content), "a")
    except DocumentError as error:
        assert error.hint  # noqa: PT017  most changes are refused, some change nothing
