"""The benches run and say what they promise. No test asserts a time."""

import json
import subprocess
import sys
from itertools import islice

import pytest

from tests.bench import documents
from tests.bench.measure import BOTH, ROOT, renderer

FILE = documents.SAMPLE


def run_bench(*arguments):
    command = (sys.executable, "-m", "tests.bench", *arguments)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("arguments", [("warm",), ("warm", "--fresh"), ("edit",)])
def test_bench_prints_one_object_with_both_and_their_ratio(arguments):
    report = run_bench(*arguments, "--n", "2", "--json")
    assert report["bench"] == arguments[0]
    assert len(report["warm_ms"]) == len(report["platypus_ms"]) == 2
    assert {"first_ms", "ratio", "pages", "bytes", "peak_mib"} <= report.keys()


@pytest.mark.parametrize(
    "rounds", [documents.other_addressees, documents.other_words, documents.one_word_edits]
)
@pytest.mark.parametrize("name", BOTH)
def test_every_round_makes_another_pdf(rounds, name):
    document = documents.letter(FILE)
    render = renderer(name, documents.world_of(document))
    made = {render(changed)[0] for changed in [document, *islice(rounds(document), 2)]}
    assert len(made) == 3
    assert all(pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") for pdf in made)


def test_grown_document_repeats_the_body_with_ids_and_words_of_its_own():
    document = documents.letter(FILE)
    grown = documents.grown(document, 3)
    ids = [block.id for block in grown.walk()]
    assert len(ids) == len(set(ids))
    bodies = [
        block for block in grown.blocks if type(block).__name__ not in documents.OPENING + documents.ENDING
    ]
    assert len({repr(block) for block in bodies}) == len(bodies)
