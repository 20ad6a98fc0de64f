"""The index of libraries: what it finds, in which order, and what it makes of damage."""

import contextlib
import errno
import os
import sqlite3
import threading
from dataclasses import replace

import pytest

from composer.model.hit import EVERYTHING, Filters
from composer.model.revision import Variant
from composer.store.index import Index
from composer.store.index_file import FILE, IndexLostError
from composer.store.index_query import asked, snippet
from composer.store.library_folder import FolderLibrary, create_library
from tests.store.library_memory import MemoryLibrary, Table
from tests.store.revisions import edited, request, revision


@pytest.fixture
def library():
    return MemoryLibrary(Table())


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "cache")
    yield index
    index.close()


class Searching:
    """A library with an index that knows all of it."""

    def __init__(self, library, index):
        self.library = library
        self.index = index

    def put(self, *revisions):
        found = [self.library.put(one) for one in revisions]
        self.index.refresh(self.library)
        return found

    def hits(self, text, filters=EVERYTHING, limit=50):
        return self.index.search(text, filters, {self.library.place: self.library.name}, limit)

    def ids(self, text, filters=EVERYTHING, limit=50):
        return [hit.id for hit in self.hits(text, filters, limit)]


@pytest.fixture
def searching(library, index):
    return Searching(library, index)


# ---- what is found


@pytest.mark.parametrize(
    "text",
    [
        "jeugdzorg", "jeugd", "j", "JEUGD", "wachtlijsten jeugd", "jeu wacht", "coördinatie", "coordinatie",
        "coor", "“wachtlijsten in de”", '"in de jeugdzorg"', "jeugdzorg!", "(jeugd) AND", "jeugd*",
        "twaalf weken", "Utrecht", "Wijkteam", "a.b", "  jeugd  ",
    ],
)  # fmt: skip
def test_words_and_their_beginnings_find_a_block(searching, text):
    searching.put(
        revision(
            "Verkort de wachtlijsten in de jeugdzorg and door coördinatie, tot twaalf weken; a.b.",
            tags=("Wijkteam",),
            organisation="Gemeente Utrecht",
        ),
        revision("Heel iets anders.", "tram"),
    )
    assert searching.ids(text) == ["bus"]


@pytest.mark.parametrize("text", ["31.000", "31000", "31,000 huish", "31\u202f000"])
@pytest.mark.parametrize("written", ["31.000", "31000", "31,000", "31\u00a0000"])
def test_a_number_is_found_however_its_thousands_are_parted(searching, text, written):
    searching.put(
        revision(f"In 2024 zochten {written} huishoudens een woning.", "getal"),
        revision("Voor 311.000 huishoudens kwam er op 31 mei 1.000 euro bij.", "ander"),
    )
    assert searching.ids(text) == ["getal"]
    assert any(is_match and piece.startswith("31") for piece, is_match in searching.hits(text)[0].snippet)


@pytest.mark.parametrize("text", ["zorg", "jeugd tram", '"jeugdzorg wachtlijsten"', "0k", "6e6c", "nearby"])
def test_other_words_find_nothing(searching, text):
    searching.put(revision("Verkort de wachtlijsten in de jeugdzorg."))
    assert searching.ids(text) == []


@pytest.mark.parametrize(
    "text", ['"', "*", "NEAR(a b)", "title:x", "^x", "-x", "'; drop table words; --", "\0", "{{x}}"]
)
def test_signs_that_mean_something_to_a_database_are_only_signs(searching, text):
    searching.put(revision("Verkort de wachtlijsten."))
    assert searching.ids(text) == []
    assert searching.ids("wacht") == ["bus"]


HOSTILE = (
    '"', '""', '"""', "'", "*", "a*", "*a", "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 5)", "-jeugd", "+jeugd",
    "^jeugd",
    "jeugd:", "title:jeugd", "{title}:x", "(", ")", "jeugd AND", "jeugd OR", "NOT jeugd", '"jeugd', 'jeugd"',
    "a-b",
    "\\", ";", "--", "%", "_", "?", "\0", "\x1a", "\ufeff", "\ud800", "²", "\u200b", "a\u0301" * 50,
    "x" * 10_000,
    "de het een in " * 5_000, "🙂" * 400, "“”", "„jeugd”", "👍🏽", "\U0001f1f3\U0001f1f1",
)  # fmt: skip


@pytest.mark.parametrize("filters", [EVERYTHING, Filters(kinds=("request",), forked=True)])
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_a_question_that_the_index_cannot_read(searching, text, filters):
    searching.put(revision("Verkort de wachtlijsten in de jeugdzorg, a.b."))
    assert set(searching.ids(text, filters)) <= {"bus"}
    assert searching.ids("wacht") == ["bus"]


def test_any_sign_there_is_can_be_typed(searching, often):
    searching.put(revision("Verkort de wachtlijsten."))
    step = often(997, 7)
    for code in range(1, 0x110000, step):
        sign = chr(code)
        found = [searching.ids(text) for text in (sign, f"{sign}x", f'"{sign} wacht', f"wacht {sign}")]
        assert found[0] in ([], ["bus"]) if sign.isalpha() or sign.isspace() else found[0] == []


# ---- signs


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("➢", ["pijl"]), ("€", ["geld"]), ("…", ["geld"]), ("🙂", ["blij"]), ("%", ["geld"]),
        ("€ …", ["geld"]),
        ("€ 500", ["geld"]), ("500 €", ["geld"]), ("🙂 500", []), ("🙂 bli", ["blij"]),
        ("§", []), ("☂", []), ("@", ["titel"]),
        ("€🙂", []), (".", []), ("?!", []), ("“ ”", []),
        ("500%", ["geld"]), ("#500", ["geld"]), ("500…", ["geld"]),
    ],
)  # fmt: skip
def test_signs_find_the_blocks_that_have_them(searching, text, ids):
    searching.put(revision("➢ Verkort de wachtlijsten.", "pijl"))
    searching.put(revision("Dat kost € 500, of 3 %, …", "geld"))
    searching.put(revision("Wij zijn blij 🙂.", "blij"))
    searching.put(revision("Post.", "titel", title="Wie @ zegt"))
    assert searching.ids(text) == ids


def test_a_sign_is_shown_where_it_stands(searching):
    searching.put(revision("Dat kost € 500 en dan nog wat.", "geld"))
    (hit,) = searching.hits("€")
    assert ("€", True) in hit.snippet


def test_a_sign_narrows_what_the_filters_leave(searching):
    searching.put(revision("Dat kost € 500.", "een", state="proposed"))
    searching.put(revision("Dat kost € 600.", "twee"))
    assert searching.ids("€", Filters(states=("proposed",))) == ["een"]


def test_without_words_the_latest_come_first(searching):
    searching.put(revision("Een.", "een"))
    searching.put(revision("Twee.", "twee"))
    assert searching.ids("") == searching.ids("  ") == ["twee", "een"]


def test_words_in_a_title_count_most(searching):
    searching.put(
        revision("Over wonen en nog eens wonen, want wonen is wonen.", "tekst", title="Huizen"),
        revision("Over huizen en nog veel meer dat hier staat.", "titel", title="Wonen"),
    )
    assert searching.ids("wonen") == ["titel", "tekst"]


def test_of_very_many_hits_titles_come_first_and_whole_words_next(searching):
    many = [revision(f"De woningbouw van nummer {i} gaat door.", f"block-{i:04}") for i in range(1100)]
    searching.put(
        revision("Over woning en wonen.", "whole", title="Huizen"),
        revision("Iets anders.", "titled", title="Woning"),
        *many,
    )
    assert searching.ids("woning", limit=2) == ["titled", "whole"]
    assert len(searching.ids("woning", limit=60)) == 60


def test_a_revision_is_there_once_with_its_best_wording(searching):
    english = Variant(request("Free buses for everybody."), "en", "short")
    whole = replace(revision(), variants=(*revision().variants, english))
    searching.put(whole)
    (hit,) = searching.hits("buses")
    assert (hit.language, hit.length) == ("en", "short")
    assert searching.hits("bussen")[0].language == "nl"


def test_a_hit_says_what_it_is(searching):
    (digest,) = searching.put(
        revision(
            "Geef **ruimte** aan wonen.",
            title="Ruimte",
            owner="Team",
            review_by="2027-01-01",
            organisation="Gemeente Aa",
            themes=("wonen", "jeugd"),
            tags=("kort",),
            state="proposed",
        )
    )
    (hit,) = searching.hits("ruim")
    said = {
        "id": "bus", "digest": digest, "library": "memory:table", "library_name": "Table", "kind": "request",
        "title": "Ruimte", "text": "Geef ruimte aan wonen.", "state": "proposed", "author": "An",
        "time": "2026-02-26T09:30:00Z", "owner": "Team", "review_by": "2027-01-01", "language": "nl",
        "length": "", "organisation": "Gemeente Aa", "themes": ("wonen", "jeugd"), "tags": ("kort",),
        "forked": False, "uses": 0,
    }  # fmt: skip
    assert hit._asdict() == {"snippet": hit.snippet} | said
    assert hit.snippet == (("Geef ", False), ("ruimte", True), (" aan wonen.", False))


def test_a_block_without_a_title_is_called_by_its_first_words(searching):
    searching.put(revision("Maak de bussen gratis voor iedereen die " + "graag " * 30 + "reist."))
    (hit,) = searching.hits("bussen")
    assert hit.title.startswith("Maak de bussen gratis")
    assert hit.title.endswith("graag …")
    assert len(hit.title) <= 92


# ---- filters


@pytest.fixture
def filled(searching):
    searching.put(
        revision("Wonen in de stad.", "a", themes=("wonen",), organisation="Aa", state="adopted"),
        revision(
            "Wonen op het land.", "b", themes=("wonen", "water"), organisation="Béé & C", state="proposed"
        ),
        revision("Living by the sea, wonen.", "c", themes=("water",), language="en"),
        revision("Wonen van vroeger.", "d", state="withdrawn"),
    )
    return searching


@pytest.mark.parametrize("text", ["wonen", "", "w"])
@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (EVERYTHING, {"a", "b", "c"}),
        (Filters(themes=("wonen",)), {"a", "b"}),
        (Filters(themes=("wonen", "water")), {"a", "b", "c"}),
        (Filters(organisations=("Béé & C",)), {"b"}),
        (Filters(states=("adopted",)), {"a", "c"}),
        (Filters(states=("withdrawn",)), {"d"}),
        (Filters(languages=("en",)), {"c"}),
        (Filters(kinds=("request",), themes=("water",), states=("proposed",)), {"b"}),
        (Filters(kinds=("paragraph",)), set()),
        (Filters(libraries=("memory:table",)), {"a", "b", "c"}),
        (Filters(libraries=("elsewhere",)), set()),
        (Filters(forked=True), set()),
    ],
)
def test_filters_leave_what_has_one_of_their_values(filled, text, filters, ids):
    assert set(filled.ids(text, filters)) == ids


def test_the_filters_can_be_set_to_what_there_is(filled):
    choices = filled.index.choices()
    assert choices.themes == (("water", 2), ("wonen", 2))
    assert choices.organisations == (("Aa", 1), ("Béé & C", 1))
    assert choices.states == (("adopted", 2), ("proposed", 1), ("withdrawn", 1))
    assert dict(choices.languages) == {"en": 1, "nl": 3}
    assert choices.kinds == (("request", 4),)


def test_only_the_libraries_asked_are_searched(index, tmp_path):
    for name in ("een", "twee"):
        create_library(tmp_path / name, name.title())
        library = FolderLibrary(tmp_path / name)
        library.put(revision(f"Wonen in {name}.", name))
        index.refresh(library)
    one, two = str(tmp_path / "een"), str(tmp_path / "twee")
    assert [hit.library_name for hit in index.search("wonen", EVERYTHING, {one: "Een"}, 9)] == ["Een"]
    both = index.search("wonen", EVERYTHING, {one: "Een", two: "Twee"}, 9)
    assert {hit.id for hit in both} == {"een", "twee"}
    assert {hit.id for hit in index.search("", Filters(libraries=(two,)), {one: "", two: ""}, 9)} == {"twee"}


def test_texts_that_have_most_of_some_words_are_found(searching):
    searching.put(
        revision("Alle bussen rijden gratis door steden.", "most"),
        revision("Steden zijn mooi.", "one"),
        revision("Niets.", "none"),
    )
    names = {searching.library.place: "Table"}
    found = searching.index.having(("bussen", "gratis", "steden", "!"), names, 5)
    assert [hit.id for hit in found] == ["most", "one"]
    assert searching.index.having(("bussen",), {}, 5) == ()


# ---- what changes


def test_what_stands_now_is_found(searching):
    (first,) = searching.put(revision("Maak de bussen gratis."))
    searching.put(edited(revision(), "Maak de trams gratis.", first))
    assert searching.ids("bussen") == []
    assert searching.ids("trams") == ["bus"]


def test_an_adopted_block_and_its_proposal_are_both_found(searching):
    (first,) = searching.put(revision("Maak de bussen gratis."))
    searching.put(edited(revision(), "Maak de bussen beter.", first, state="proposed"))
    assert {hit.state for hit in searching.hits("bussen")} == {"adopted", "proposed"}
    assert not any(hit.forked for hit in searching.hits("bussen"))


def test_a_conflict_is_shown_until_it_is_merged(searching):
    (first,) = searching.put(revision())
    two = searching.put(*(edited(revision(), f"Bussen {i}.", first, author=i) for i in "AB"))
    hits = searching.hits("bussen", Filters(forked=True))
    assert {(hit.author, hit.forked) for hit in hits} == {("A", True), ("B", True)}
    searching.put(edited(revision(), "Bussen A en B.", *two))
    (hit,) = searching.hits("bussen")
    assert not hit.forked


def test_a_revision_that_stands_again_is_found_again(index, tmp_path):
    create_library(tmp_path / "team", "Team")
    searching = Searching(FolderLibrary(tmp_path / "team"), index)
    (first,) = searching.put(revision("Maak de bussen gratis.", state="proposed"))
    (second,) = searching.put(edited(revision(), "Maak de trams gratis.", first))
    (tmp_path / "team" / "blocks" / "bus" / f"{second}.yaml").unlink()
    index.refresh(searching.library)
    assert [hit.digest for hit in searching.hits("gratis")] == [first]
    assert searching.ids("trams") == []


def test_one_block_can_be_looked_at_alone(searching):
    searching.library.put(revision("Bussen.", "a"))
    searching.library.put(revision("Bussen.", "b"))
    searching.index.refresh(searching.library, of="a")
    assert searching.ids("bussen") == ["a"]


def test_looking_can_be_stopped_and_goes_on_later(searching):
    for i in range(5):
        searching.library.put(revision("Bussen.", f"block-{i}"))
    assert searching.index.refresh(searching.library, stop=lambda: True) == 1
    assert len(searching.ids("bussen")) == 1
    assert searching.index.refresh(searching.library) == 4
    assert len(searching.ids("bussen")) == 5


def test_another_program_finds_what_this_one_looked_at(searching, tmp_path):
    searching.put(revision())
    other = Index(tmp_path / "cache")
    assert len(other.search("bussen", EVERYTHING, {"memory:table": "T"}, 5)) == 1
    other.close()


def test_any_thread_may_search(searching):
    searching.put(revision())
    found = []
    threads = [threading.Thread(target=lambda: found.append(searching.ids("bussen"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["bus"]] * 4


# ---- what is wrong with its file


def test_a_damaged_index_begins_anew(searching, tmp_path):
    searching.put(revision())
    searching.index.close()
    (tmp_path / "cache" / FILE).write_bytes(b"no database" * 1000)
    assert searching.ids("bussen") == []
    searching.index.refresh(searching.library)
    assert searching.ids("bussen") == ["bus"]


def test_an_index_damaged_within_begins_anew(searching, tmp_path):
    for i in range(300):
        searching.library.put(revision(f"Bussen {i} {'x' * i}.", f"block-{i}"))
    searching.index.refresh(searching.library)
    searching.index.close()
    path = tmp_path / "cache" / FILE
    data = path.read_bytes()
    path.write_bytes(data[:8192] + os.urandom(len(data) - 8192))
    searching.hits("bussen")
    searching.index.choices()
    searching.index.having(("bussen",), {}, 5)
    searching.index.refresh(searching.library, thorough=True)
    assert len(searching.ids("bussen", limit=500)) == 300


def test_an_index_is_found_damaged_while_others_search(searching, tmp_path):
    searching.put(*(revision(f"Verkort de wachtlijsten, deel {n}.", f"deel-{n}") for n in range(200)))
    ended = threading.Event()
    broke = []

    def searched():
        while not ended.is_set():
            try:
                searching.hits("wacht")
                searching.index.refresh(searching.library)
            except Exception as error:  # noqa: BLE001  whatever it is, it is told below
                broke.append(error)
                return

    threads = [threading.Thread(target=searched) for _ in range(3)]
    for thread in threads:
        thread.start()
    error = sqlite3.DatabaseError("malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    for _ in range(30):
        with contextlib.suppress(IndexLostError), searching.index._file.connection():
            raise error
    ended.set()
    for thread in threads:
        thread.join()
    assert broke == []
    searching.index.refresh(searching.library)
    assert len(searching.ids("wacht", limit=300)) == 200


def test_an_index_that_nobody_can_write_lives_in_memory(library, tmp_path):
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    searching = Searching(library, Index(tmp_path / "cache"))
    searching.put(revision())
    assert searching.ids("bussen") == ["bus"]
    searching.index.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT])
def test_a_disk_that_fails_while_looking_loses_nothing(searching, monkeypatch, code):
    def failing(*arguments):
        monkeypatch.undo()
        error = sqlite3.OperationalError(os.strerror(errno.ENOSPC))
        error.sqlite_errorcode = code
        raise error

    searching.library.put(revision())
    monkeypatch.setattr("composer.store.index.take", failing)
    searching.index.refresh(searching.library)
    assert searching.ids("bussen") == ["bus"]


def test_a_mistake_of_ours_is_not_taken_for_damage(searching, monkeypatch):
    def failing(*arguments):
        raise sqlite3.OperationalError("no such column")

    monkeypatch.setattr("composer.store.index.take", failing)
    searching.library.put(revision())
    with pytest.raises(sqlite3.OperationalError):
        searching.index.refresh(searching.library)


def test_a_look_that_fails_halfway_takes_over_nothing(searching, monkeypatch):
    def failing(*arguments, **more):
        raise ZeroDivisionError

    searching.library.put(revision())
    with monkeypatch.context() as patch:
        patch.setattr("composer.store.index_rows._put_wordings", failing)
        with pytest.raises(ZeroDivisionError):
            searching.index.refresh(searching.library)
    assert searching.ids("bussen") == []
    searching.index.refresh(searching.library)
    assert searching.ids("bussen") == ["bus"]


def test_what_stands_and_cannot_be_read_any_more_is_left_out(searching, monkeypatch):
    (first,) = searching.put(revision())
    second = searching.library.put(edited(revision(), "Bussen.", first))
    monkeypatch.setattr(searching.library, "get", lambda id_, digest: None)
    searching.index.refresh(searching.library)
    assert [hit.digest for hit in searching.hits("bussen")] == [second]


# ---- snippets


def test_a_snippet_shows_the_place_where_the_words_are():
    text = "Vooraan staat van alles. " * 20 + "Dan volgt de crèche in het midden. " + "Achteraan ook. " * 20
    pieces = snippet(text, asked("creche mid"))
    assert [words for words, is_match in pieces if is_match] == ["crèche", "midden"]
    line = "".join(words for words, _is_match in pieces)
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) < 200


@pytest.mark.parametrize("text", ["", "x" * 500, "a\nb  c"])
def test_a_snippet_is_one_line(text):
    line = "".join(words for words, _is_match in snippet(text, asked("b")))
    assert "\n" not in line
    assert len(line) <= 190


def test_a_phrase_is_shown_as_a_whole():
    pieces = snippet("Een van de twee, van de drie en vande.", asked('"van de"'))
    assert [words for words, is_match in pieces if is_match] == ["van de", "van de"]
