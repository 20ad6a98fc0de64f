"""The benches run and say what they promise. No test asserts a time, none needs Typst."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import islice

import pytest

from composer.blocks.kind import texts_of
from composer.model.inline import plain_text
from tests.bench import documents, goals
from tests.bench.goals import ITSELF, Goal, Line
from tests.bench.markup import markup
from tests.bench.measure import BOTH, PLATYPUS, ROOT, TYPST, peers, renderer

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


@pytest.mark.parametrize("rounds", documents.CHANGES.values(), ids=documents.CHANGES)
@pytest.mark.parametrize("name", BOTH)
def test_every_round_makes_another_pdf(rounds, name):
    document = documents.letter(FILE)
    render = renderer(name, documents.world_of(document))
    made = {render(changed) for changed in [document, *islice(rounds(document), 2)]}
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


def test_search_tells_of_the_first_index_and_of_every_key(tmp_path):
    for _ in range(2):  # the second finds the library there
        report = run_bench("search", str(tmp_path / "library"), "--n", "60", "--json")
        assert {"first_ms", "cold_s_per_20000", "unchanged_s", "typing_p95_ms", "peak_mib"} <= report.keys()
        assert report["common_hits"] > 10
        assert len(report["warm_ms"]) > 200


def test_mailing_by_two_processes_writes_every_letter():
    report = run_bench("batch", "--n", "5", "--processes", "2", "--json")
    assert report["files"] == report["platypus_files"] == 5
    assert {"bytes", "peak_mib", "ratio", "processes_gain"} <= report.keys()


def test_goals_are_measured_in_one_run_by_whoever_is_there():
    report = run_bench("goals", "--n", "1", "--pages", "6", "--json")
    asked = [(goal, met) for line in report["lines"] for goal, met in line["goals"].items()]
    assert len(asked) == 14
    for goal, met in asked:
        here = goal.rpartition(" × ")[2].lower() in (*peers(), goal)
        assert isinstance(met, bool) if here else met is None


def test_goal_without_a_peer_is_neither_met_nor_missed():
    asked = (Goal(PLATYPUS, "≤", 0.5), Goal(TYPST, "≥", 1.5))
    lines = [Line("a letter", "4 ms", {PLATYPUS: 0.51}, asked), Line("bytes", "9", {ITSELF: 9}, ())]
    assert [lines[0].is_met(goal) for goal in asked] == [False, None]
    heading, missed, unknown, *_ = goals.table(lines)
    assert heading.split() == ["ours", "found", "best", "goal"]
    assert missed.split() == [
        "a",
        "letter",
        "4",
        "ms",
        "0.51",
        "–",
        "≤",
        "0.5",
        "×",
        "platypus",
        "NOT",
        "MET",
    ]
    assert unknown.split() == ["a", "letter", "4", "ms", "–", "–", "≥", "1.5", "×", "Typst", "–"]
    assert list(goals.markdown(lines))[2] == (
        "| a letter | 4 ms | 0.51 | – | ≤ 0.5 × platypus: NOT MET, ≥ 1.5 × Typst: – |"
    )


# ---- the same document in Typst


def test_markup_says_every_word_and_each_note_once():
    document = documents.letter(FILE)
    written = markup(document, documents.world_of(document)).replace("\\", "")
    words = {word for block in document.walk() for _, text in texts_of(block) for word in text.plain.split()}
    assert [word for word in words if word.isalpha() and word not in written] == []
    assert written.count("#footnote[") == 1


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("1. Ten eerste", r"1\. Ten eerste"),
        ("- geen lijst", r"\- geen lijst"),
        ("65-plussers", "65-plussers"),
        ("a -- b // c", r"a \-- b \// c"),
        ("#a *b* _c_ $d$ @e <f>", r"\#a \*b\* \_c\_ \$d\$ \@e \<f>"),
    ],
)
def test_words_stay_words_in_markup(words, written):
    document = documents.letter(FILE)
    paragraph = next(block for block in document.walk() if type(block).__name__ == "Paragraph")
    changed = replace(paragraph, text=plain_text(words))
    alone = replace(document, blocks=(changed,))
    assert markup(alone, documents.world_of(alone)).rstrip().endswith(f"\n{written}")
