"""The library of samples: whole, varied, in our own words, and good to use in a letter."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from composer import resources
from composer.app.block_differences import block_words
from composer.app.brought import bring, is_source
from composer.app.compile import compile_document
from composer.app.templates import begin
from composer.blocks import kind_of
from composer.model.alike import likeness
from composer.model.document import walk
from composer.model.finding import Severity
from composer.model.revision import forks
from composer.store.library import open_library
from composer.store.revisions import read_revision, short_digest

LIBRARY = open_library(resources.path("library"), read_only=True)
IDS = LIBRARY.ids()
# The block whose newest revision counts, by id.
BLOCKS = {name: LIBRARY.heads(name)[0] for name in IDS}


def test_every_revision_is_named_by_what_it_holds():
    files = sorted(resources.path("library").rglob("*/*/*.yaml"))
    assert len(files) > len(IDS)
    for file in files:
        data = file.read_bytes()
        stored = read_revision(data, str(file))
        assert file.stem == short_digest(data) == stored.digest
        assert file.parent.name == stored.revision.id


def test_nothing_is_skipped_and_nothing_contradicts_itself():
    assert len(IDS) >= 40
    assert LIBRARY.skipped() == ()
    assert not any(forks(LIBRARY.heads(name)) for name in IDS)


def test_there_is_something_of_everything():
    revisions = [stored.revision for stored in BLOCKS.values()]
    kinds = Counter(
        "source" if is_source(one.variants[0].block) else kind_of(one.variants[0].block).name
        for one in revisions
    )
    for kind, least in {"example": 10, "request": 10, "argument": 6, "paragraph": 5, "source": 5}.items():
        assert kinds[kind] >= least, kind
    assert {"proposed", "adopted", "withdrawn"} == {one.state for one in revisions}
    themes = {theme for one in revisions for theme in one.themes}
    assert themes >= {"Wonen", "Zorg", "Jeugd", "Klimaat", "Mobiliteit", "Digitaal"}
    keys = {variant.key for one in revisions for variant in one.variants}
    assert keys >= {("nl", ""), ("nl", "short"), ("nl", "long"), ("en", "")}
    assert all(one.title and one.owner and one.author for one in revisions)


def test_no_two_blocks_say_the_same():
    words = {name: block_words(stored.revision.variants[0].block) for name, stored in BLOCKS.items()}
    alike = [
        (one, other)
        for one, other in combinations(words, 2)
        if (like := likeness(words[one], words[other])) and like.relation == "same"
    ]
    assert alike == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_block_can_be_put_into_a_letter_and_printed(language):
    session = begin("demo/letter", language, ())
    document = session.document
    for stored in BLOCKS.values():
        revision = stored.revision
        step = bring(document, revision, revision.variant(language), stored.digest, None)
        assert step is not None, revision.id
        document = step.document
    found = compile_document(document, session.world).findings
    ours = {inner.id for block in document.blocks if block.origin for inner in walk((block,))}
    about = {finding.id for finding in found if finding.at.block in ours}
    assert not [finding for finding in found if finding.severity is Severity.ERROR]
    assert not about & {"unknown-source", "empty-block", "unknown-field"}, about


def test_the_readme_counts_the_sample_blocks_and_those_a_search_leaves_out():
    said = " ".join((Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").split())
    withdrawn = [stored for stored in BLOCKS.values() if stored.revision.state == "withdrawn"]
    assert (
        f"{len(BLOCKS)} sample blocks come along, of which one is withdrawn and found by its filter" in said
    )
    assert len(withdrawn) == 1
