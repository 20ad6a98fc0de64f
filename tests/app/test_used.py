"""Where a library block is used is found in the documents of a user's folders."""

import os
from dataclasses import replace

import pytest

from composer.app.used import counts, look_through, told_of, used_in, used_where
from composer.model.document import Origin
from composer.model.edits import set_document_field, set_people
from composer.model.use import Use
from composer.store.documents import write_document
from tests.builders import letter, paragraph, person


def written(path, *ids, date="2026-02-26", **changes):
    blocks = [replace(paragraph("Tekst"), origin=Origin(name, "abc")) for name in ids]
    document = set_document_field(letter(*blocks, paragraph("Eigen")), "date", date)
    document = set_people(document, "addressees", (person("A. Jansen", organisation="Ministerie van Wonen"),))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_document(replace(document, **changes)), encoding="utf-8")
    return path


def test_documents_are_told_with_date_and_addressees_the_latest_first(tmp_path):
    written(tmp_path / "a.yaml", "wijk", "wijk", date="2026-01-05", title="Een")
    written(tmp_path / "deep" / "b.yaml", "wijk", "zorg", title="Twee")
    written(tmp_path / "c.yaml", title="Drie")
    seen = look_through([tmp_path], {})
    found = used_where(seen, "wijk")
    assert [(used.title, used.date, used.addressees, used.sent) for used in found] == [
        ("Twee", "2026-02-26", ("Ministerie van Wonen",), ""),
        ("Een", "2026-01-05", ("Ministerie van Wonen",), ""),
    ]
    assert counts(seen) == {"wijk": 2, "zorg": 1}


def test_file_named_itself_and_its_folder_are_one(tmp_path):
    file = written(tmp_path / "a.yaml", "wijk")
    assert counts(look_through([file, tmp_path], {})) == {"wijk": 1}


def test_what_is_no_document_is_left_out(tmp_path):
    written(tmp_path / ".hidden" / "a.yaml", "wijk")
    (tmp_path / "b.yaml").write_text("house: demo\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("pleidooi: 1\nblocks: [\n", encoding="utf-8")
    (tmp_path / "d.pleidooi").write_bytes(b"no zip")
    (tmp_path / "e.txt").write_text("pleidooi: 1", encoding="utf-8")
    (tmp_path / ".f.yaml").write_text("pleidooi: 1", encoding="utf-8")
    (tmp_path / "g.yaml").symlink_to(tmp_path / "nowhere")
    assert counts(look_through([tmp_path, tmp_path / "missing"], {})) == {}


def test_file_that_is_as_it_was_is_not_read_again(tmp_path, monkeypatch):
    file = written(tmp_path / "a.yaml", "wijk")
    seen = look_through([tmp_path], {})
    told = file.stat()
    file.write_bytes(b"x" * told.st_size)
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert counts(look_through([tmp_path], seen)) == {"wijk": 1}
    file.write_bytes(b"x")
    assert counts(look_through([tmp_path], seen)) == {}


def test_sent_document_says_when(tmp_path):
    document = letter(replace(paragraph("Tekst"), origin=Origin("wijk", "abc")))
    used = used_in(set_document_field(document, "sent", "2026-03-02"), tmp_path / "naam.yaml")
    assert used.sent == "2026-03-02"
    assert used.title == "naam" or used.title


def test_work_can_be_ended_between_files(tmp_path):
    written(tmp_path / "a.yaml", "wijk")

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look_through([tmp_path], {}, stop)


def test_no_more_folders_than_a_few_hundred(tmp_path, monkeypatch):
    monkeypatch.setattr("composer.app.used.MOST_FOLDERS", 2)
    for name in "abcd":
        written(tmp_path / name / "a.yaml", "wijk")
    assert counts(look_through([tmp_path], {})) == {"wijk": 1}


def test_a_document_that_others_tell_of_too_counts_once(tmp_path):
    written(tmp_path / "a.yaml", "wijk", title="Een")
    seen = look_through([tmp_path], {})
    (mine,) = told_of(seen, "An", lambda _block: True)
    assert str(tmp_path) not in str(mine)
    theirs = (mine._replace(by="Bo"), Use("Twee", "2026-03-01", (), "", "Bo", (("wijk", "abc"),)))
    assert counts(seen, theirs) == {"wijk": 2}
    found = used_where(seen, "wijk", theirs)
    assert [(used.title, used.path != "", used.by) for used in found] == [
        ("Twee", False, "Bo"),
        ("Een", True, ""),
    ]


def test_only_blocks_of_a_library_are_told_to_who_shares_it(tmp_path):
    written(tmp_path / "a.yaml", "wijk", "eigen")
    written(tmp_path / "b.yaml", "eigen", title="Geheim")
    (told,) = told_of(look_through([tmp_path], {}), "An", {"wijk"}.__contains__)
    assert told.blocks == (("wijk", "abc"),)
    assert told.by == "An"
