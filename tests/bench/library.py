"""A library of any size to measure searching with: words that are spread as those of a language are.

Nothing here depends on the clock or on chance, so that two runs measure the same.
"""

from collections.abc import Iterator
from itertools import accumulate, product
from pathlib import Path
from random import Random

from composer.blocks.paragraph import Paragraph
from composer.blocks.request import Request
from composer.model.inline import parse_text
from composer.model.revision import Revision, Variant
from composer.store.library_folder import create_library
from composer.store.revisions import revision_bytes, short_digest

_STARTS = (
    "ge",
    "ver",
    "be",
    "ont",
    "over",
    "samen",
    "jeugd",
    "zorg",
    "woon",
    "water",
    "wijk",
    "school",
    "lands",
)
_MIDDLES = (
    "meen",
    "bouw",
    "recht",
    "stel",
    "werk",
    "hulp",
    "raad",
    "dracht",
    "keer",
    "plan",
    "last",
    "beeld",
)
_ENDS = (
    "",
    "en",
    "ing",
    "heid",
    "lijk",
    "er",
    "schap",
    "te",
    "s",
    "baar",
    "loos",
    "ende",
    "je",
    "sel",
    "erij",
)
_SMALL = (
    "de",
    "het",
    "een",
    "van",
    "en",
    "in",
    "op",
    "voor",
    "dat",
    "te",
    "met",
    "gemeenten",
    "kabinet",
    "middelen",
)
THEMES = ("jeugd", "wonen", "water", "zorg", "klimaat", "mobiliteit", "onderwijs", "veiligheid")
ORGANISATIONS = tuple(
    f"Gemeente {name}" for name in ("Aa", "Berg", "Dijk", "Eem", "Linge", "Maas", "Vecht", "IJ")
)


def vocabulary() -> tuple[str, ...]:
    """Returns words, the commonest first."""
    made = tuple("".join(parts) for parts in product(_STARTS, _MIDDLES, _ENDS))
    more = tuple(f"{one}{other}" for one, other in zip(made, reversed(made), strict=True))
    every = list(dict.fromkeys((*made, *more)))
    Random(1).shuffle(every)
    return (*_SMALL, *every)


def revisions(number: int) -> Iterator[Revision]:
    """Yields the one revision of each of so many blocks, of about ninety words, half in two lengths."""
    random = Random(7)
    words = vocabulary()
    weights = tuple(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for i in range(number):
        text = " ".join(random.choices(words, cum_weights=weights, k=random.randrange(40, 140)))
        kind = Request if i % 3 else Paragraph
        long = Variant(kind(text=parse_text(f"{text.capitalize()} [@bron-{i % 50}].")), "nl", "long")
        short = Variant(kind(text=parse_text(f"{text[:160]}.")), "nl", "short")
        yield Revision(
            id=f"{words[20 + i % 900]}-{i:06}",
            variants=(long, short) if i % 2 else (long,),
            author=f"Medewerker {i % 40}",
            time=f"20{20 + i % 6}-0{1 + i % 9}-{10 + i % 18}T09:30:00Z",
            state="proposed" if i % 10 == 0 else "adopted",
            themes=(THEMES[i % len(THEMES)],),
            organisation=ORGANISATIONS[i // 7 % len(ORGANISATIONS)],
        )


def fill(folder: Path, number: int) -> None:
    """Makes a library of so many blocks; the files are those that the program writes, without its care."""
    create_library(folder, "Meetbibliotheek")
    for revision in revisions(number):
        data = revision_bytes(revision)
        place = folder / ("proposals" if revision.state == "proposed" else "blocks") / revision.id
        place.mkdir(parents=True)
        (place / f"{short_digest(data)}.yaml").write_bytes(data)
