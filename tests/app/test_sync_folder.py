"""Many edit one library through a sync client: nothing is lost, copies converge, conflicts are true."""

import shutil

import pytest

from composer.model.hit import Filters
from composer.model.revision import forks
from composer.store.index import Index
from tests.app.sync_folder import simulated


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
