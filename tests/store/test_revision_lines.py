"""The quick reader of revisions leaves to the other one whatever the program does not write."""

import pytest

from composer.store.revision_lines import summary_in
from composer.store.revisions import revision_bytes
from tests.store.revisions import edited, revision

BASE = revision(themes=("ov",), review_by="2027-01-01")
WRITTEN = revision_bytes(edited(BASE, "Regel een.\nRegel twee.", "0" * 12))
DEEP = b"".join(b" " * 2 * depth + b"a:\n" for depth in range(40))


def test_what_the_program_writes_is_read():
    assert summary_in(WRITTEN).wordings[0].text == "Regel een.\nRegel twee."


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (b"pleidooi-block: 1", b"pleidooi-block: true"),
        (b"pleidooi-block: 1", b"pleidooi-block: 2"),
        (b"id: bus", b"id: ../bus"),
        (b"id: bus", b"id: 12"),
        (b"id: bus", b"id: &a bus"),
        (b"id: bus", b"id:  bus"),
        (b"id: bus", b"id: bus\nid: bus"),
        (b"id: bus", b"id: bus # ours"),
        (b"id: bus", b"id: 'bus'"),
        (b"id: bus", b'id: "bu\\x73"'),
        (b"id: bus", b"id:\tbus"),
        (b"id: bus", b"id: bus\nrank: 1"),
        (b"id: bus", b"id: bus\n   title: x"),
        (b"state: adopted", b"state: agreed"),
        (b"state: adopted\n", b""),
        (b"  - ov", b"  - [ov]"),
        (b"  - ov", b"  - 12"),
        (b"  - ov", b"  -"),
        (b"  - ov", b"  - - ov"),
        (b"themes:\n  - ov", b"themes: ov"),
        (b"themes:\n  - ov", b"themes:\n- ov"),
        (b"000000000000", b"00000000000g"),
        (b"2027-01-01", b"soon"),
        (b"language: nl", b"language: n"),
        (b"language: nl", b"length: short"),
        (b"language: nl", b"language: nl\n    length: tiny"),
        (b"kind: request", b"kind: reqest"),
        (b"kind: request", b"theme: x"),
        (b"kind: request", b"kind: request\n      colour: red"),
        (b"    block:\n", b"    other:\n"),
        (b"text: |-", b"text: |"),
        (b"        Regel twee.", b"        Regel twee. "),
        (b"        Regel twee.", b""),
        (b"Regel twee.", b"Regel \xef\xb8\x8ftwee."),
        (b"Regel twee.", b"Regel twe\xcc\x88e."),
        (b"Regel twee.", b"Regel \xff"),
        (b"Regel twee.", b"Regel\x07"),
        (b"09:30:00Z", b"09:30"),
        (b'00Z"\n', b'00Z"'),
        (b'00Z"\n', b'00Z"\n...\n'),
        (b'00Z"\n', b'00Z"\n  - x\n'),
    ],
)
def test_any_other_form_is_left_to_the_reader_of_yaml(here, there):
    assert here in WRITTEN
    assert summary_in(WRITTEN.replace(here, there)) is None


@pytest.mark.parametrize("data", [b"", b"\n", b"x\n", b"- a\n", DEEP])
def test_what_is_no_revision_is_none(data):
    assert summary_in(data) is None
