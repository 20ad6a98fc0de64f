"""Objects whose bytes are ours."""

import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from composer.pdf.objects import deflated_bytes, number, string

DOCUMENT = Canvas("unused")._doc


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, b"1"),
        (1.5, b"1.5"),
        (1.23456, b"1.235"),
        (1e-9, b"0"),
        (841.89, b"841.89"),
    ],
)
def test_numbers_are_short_and_without_exponents(value: float, written: bytes):
    assert number(value) == written


@given(st.floats(-999, 999))
def test_a_number_is_read_back_to_a_thousandth(value: float):
    assert float(number(value)) == pytest.approx(value, abs=0.000501)
    assert b"e" not in number(value)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_a_string_is_read_back(words: str):
    assert str(pikepdf.Object.parse(string(words))) == words


@given(st.binary(max_size=200))
def test_a_stream_is_as_long_as_it_says_and_ends_in_cr_lf(data: bytes):
    written = deflated_bytes(data, b"/N 3")
    head, _, rest = written.partition(b"\nstream\n")
    length = int(head.rpartition(b"/Length ")[2].removesuffix(b">>"))
    assert zlib.decompress(rest[:length]) == data
    assert rest[length:] == b"\r\nendstream"
