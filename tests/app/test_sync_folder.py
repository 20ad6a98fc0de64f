"""Many edit one library through a sync client: nothing is lost, copies converge, conflicts are true."""

import shutil
from random import Random

import pytest

from composer.app.library_edits import Details, new_revision
from composer.app.merge_revisions import merge_heads
from composer.model.hit import Filters
from composer.model.revision import forks
from composer.store.index import Index
from tests.app.sync_folder import TIME, Cloud, Machine, simulated
from tests.builders import letter, paragraph


def seen_by(machine, cache):
    """Returns the conflicts that a user is shown, by block: the revisions that contradict each other."""
    index = Index(cache)
    index.refresh(machine.library)
    names = {machine.library.place: machine.library.name}
    shown: dict[str, set[str]] = {}
    for hit in index.search("", Filters(forked=True), names, 1_000_000):
        shown.setdefault(hit.id, set()).add(hit.digest)
    index.close()
    return shown


@pytest.mark.parametrize("number", range(4))
def test_edits_through_a_sync_client_are_all_there(tmp_path, often, number, monkeypatch):
    """4 users with 90 edits each and four seeds; 10 users, 2,000 edits and 20 seeds with --long."""
    monkeypatch.setattr("composer.store.library_folder._MOST_KEPT", 10**6)  # ten machines share what is kept
    for seed in range(number, often(4, 20), 4):
        folder = tmp_path / str(seed)
        users, edits, blocks = often((4, 90, 40), (10, 2000, 1000))
        outcome = simulated(folder, seed, users=users, edits=edits, blocks=blocks)
        assert outcome.every
        stands = {id_: outcome.heads_in_fact(id_) for id_ in outcome.made}
        in_fact = {id_: heads for id_, heads in stands.items() if len(heads) > 1}
        for machine in outcome.machines:
            assert outcome.every - machine.on_disk() == set()
            assert machine.on_disk() == outcome.every
        for machine in outcome.machines[:: len(outcome.machines) - 1]:
            assert machine.digests() == outcome.every
            assert machine.library.skipped() == ()
            assert seen_by(machine, folder / "cache" / machine.name) == in_fact
        assert in_fact, "nobody contradicted anybody"
        for id_, heads in in_fact.items():
            shown = [
                {(one.digest, one.revision.author) for one in forks(machine.library.heads(id_))}
                for machine in (outcome.machines[0], outcome.machines[-1])
            ]
            assert shown[0] == shown[1]
            assert {author for _digest, author in shown[0]} == {
                outcome.made[id_][digest].author for digest in heads
            }
        shutil.rmtree(folder)


TITLE = "Ruimte voor wijkteams"


@pytest.fixture
def two(tmp_path):
    """Two users with a copy each of a folder, neither of whom is online."""
    cloud = Cloud()
    return tuple(Machine(f"u{i}", tmp_path / f"u{i}", cloud, Random(i)) for i in range(2))


def begun(machine, words):
    """Puts a block of one title into the library of a machine, and returns what was put."""
    details = Details(title=TITLE, themes=("Jeugd",), owner="Team", author=machine.name)
    made = new_revision(paragraph(words), letter(), details, state="adopted")
    digest = machine.library.put(made)
    machine.fresh.append(f"blocks/{made.id}/{digest}.yaml")
    return made.id, digest


def brought_together(machines):
    for _ in range(2):
        for machine in machines:
            machine.sync(all_of_it=True)


def test_two_who_are_offline_and_call_a_block_alike_make_two_blocks(two):
    made = [begun(machine, f"Woorden van {machine.name}.") for machine in two]
    brought_together(two)
    assert made[0][0] != made[1][0]
    for machine in two:
        assert set(machine.library.ids()) == {id_ for id_, _digest in made}
        assert not any(forks(machine.library.heads(id_)) for id_, _digest in made)


def test_two_blocks_that_chance_calls_alike_are_a_conflict_in_which_nothing_is_lost(two, monkeypatch):
    monkeypatch.setattr("composer.app.library_edits.token_hex", lambda _bytes: "0a0a0a0a")
    made = [begun(machine, f"Woorden van {machine.name}.") for machine in two]
    brought_together(two)
    (id_,) = {name for name, _digest in made}
    for machine in two:
        shown = forks(machine.library.heads(id_))
        assert {one.digest for one in shown} == {digest for _id, digest in made}
        assert {one.revision.author for one in shown} == {"u0", "u1"}
    history = two[0].library.history(id_)
    one = merge_heads(history, forks(two[0].library.heads(id_)), author="u0", time=TIME).revision
    digest = two[0].library.put(one)
    two[0].fresh.append(f"blocks/{id_}/{digest}.yaml")
    brought_together(two)
    for machine in two:
        assert [head.digest for head in machine.library.heads(id_)] == [digest]
        assert machine.library.history(id_).keys() == {digest, *(digest for _id, digest in made)}
