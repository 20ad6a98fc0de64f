"""What some program would obey is printed as it stands; nothing is opened, imported, run or sent for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from composer.model.document import Document
from composer.model.source import Source
from tests.app.hostile import unfilled

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def told():
    """What happened in a process of its own, as an audit hook cannot be taken away."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.hostile"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_hostile_words_are_printed_literally(told):
    assert told["missing"] == []
    assert told["strings"] >= 60
    assert told["looked for"] > 25 * told["strings"]


def test_every_text_field_of_the_model_holds_them(told):
    """Fields are found by looking at the dataclasses, so that a new one cannot be forgotten."""
    assert told["unfilled"] == []


def test_a_field_that_is_forgotten_would_be_seen():
    forgotten = Document(template="demo/letter", title="WORDS", sources=(Source("x", "WORDS"),))
    assert unfilled(forgotten, "WORDS") == [
        "Document.blocks",
        "Document.fields",
        "People.roles",
        "Source.variables",
    ]


def test_nothing_happens_for_hostile_words(told):
    assert told["hears"], "the hook must hear a file that is opened"
    assert told["heard"] == []
