"""The benches of the window run and say what they promise. No test asserts a time."""

import json
import subprocess
import sys

import pytest

from tests.bench.desktop import p95
from tests.bench.measure import ROOT


def run_bench(*arguments):
    command = (sys.executable, "-m", "tests.bench", *arguments, "--json")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(("options", "surface"), [((), "window"), (("--preview",), "preview")])
def test_typing_says_what_keys_take_alone_and_while_pages_are_made(options, surface):
    report = run_bench("typing", "--n", "3", *options)
    assert (report["bench"], report["surface"]) == ("typing", surface)
    assert report["pages"] > 0
    for what in ("handler", "pixels", "handler_to_pixels", "while_busy", "while_busy_felt"):
        assert len(report[f"{what}_ms"]) == 3
        assert all(spent >= 0 for spent in report[f"{what}_ms"])
        assert report[f"{what}_p95_ms"] == max(report[f"{what}_ms"])
    for whole, part in (("pixels", "handler"), ("while_busy_felt", "while_busy")):
        assert all(a >= b for a, b in zip(report[f"{whole}_ms"], report[f"{part}_ms"], strict=True))


def test_start_opens_a_bare_window_ours_and_ours_with_a_document():
    report = run_bench("start", "--n", "1")
    assert report["bench"] == "start"
    assert [len(report[f"{way}_ms"]) for way in ("bare", "document", "empty")] == [1, 1, 1]
    assert report["ratio"] == pytest.approx(report["document_ms"][0] / report["bare_ms"][0], abs=0.01)
    assert report["empty_ratio"] == pytest.approx(report["empty_ms"][0] / report["bare_ms"][0], abs=0.01)


def test_one_value_in_twenty_is_above_what_is_said():
    assert p95(list(map(float, range(100)))) == 95.0
    assert p95([3.0]) == 3.0


def test_pane_opens_a_thousand_blocks_scrolls_and_edits():
    report = run_bench("pane", "--n", "120")
    assert 900 <= report["blocks"] <= 1000
    assert len(report["frame_ms"]) == 400
    assert report["frame_most_ms"] == max(report["frame_ms"]) >= report["frame_p95_ms"] > 0
    assert report["growth_mib"] == round(report["late_mib"] - report["early_mib"], 1)
