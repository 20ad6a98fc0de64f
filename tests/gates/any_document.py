"""Documents by chance: all kinds and fields, notes everywhere, several languages, links, many people.

A kind's own declarations say what is written, so that a new kind takes part by being there.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from composer import resources
from composer.app.world import world_of
from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of
from composer.compose.world import World
from composer.model.document import Block, BlockId, Document, FieldValue
from composer.model.inline import parse_text
from composer.model.people import People, Person
from composer.model.source import Source
from composer.model.template import FieldSpec
from composer.model.text import Text
from composer.store.pictures import read_picture
from composer.store.templates import find_template
from tests.pictures import jpeg, png, svg

HOUSES = resources.templates()
TEMPLATES = sorted(
    f"{path.parent.name}/{path.stem}" for path in HOUSES.glob("*/*.yaml") if path.stem != "house"
)
AGAIN = ("repeat", "refer", "reuse")
RESTARTS = ("", "", "section", "examples")

DUTCH = (
    "de het een van en in dat niet wij voor met op te zijn aan bij door om er ook gemeenten steden wonen "
    "huis jeugd zorg arbeidsongeschiktheidsverzekering huisvestingsproblematiek reëel geïnd coördinatie "
    "verantwoordelijkheidsverdeling cliënten zzp’ers ’s-Gravenhage VWS-begroting ĳsje Fryslân 2026 € 3,50 "
    "12% art. 3 – “samen” buurt(huizen) en/of t.a.v. e-mailadressen overheidsopdrachten doorstroombudget"
)
FOREIGN = {
    "en": "housing shortage for young and old people throughout straightforwardly organised neighbourhoods",
    "de": "die Wohnungsnot der mittelgroßen Städte und ihre Verantwortlichkeiten überall",
    "fr": "le logement des aînés dans les villes moyennes où chacun s’établit à côté",
    "fy": "de wenten yn ’e stêd foar âlderein en jongerein",
}
# Characters of a second subset, and one of the font that is asked last.
RARE = ("αβγ", "Жуков", "➢", "Łódź", "½", "ŵ", "Dvořák")
ADDRESSES = (
    "https://stedenkring.example",
    "https://stedenkring.example/themas/wonen?jaar=2026&deel=2#besluit",
    "mailto:info@stedenkring.example",
    "tel:+31301234567",
)
KEYS = tuple(f"bron-{number}" for number in range(6))
PICTURES = {"vlak.png": png(120, 80), "foto.jpg": jpeg(1200, 400), "tekening.svg": svg(300, 200)}
DEEPEST = 3
FIELDS = ("subject", "addressee.name", "date", "nobody.knows", "signatory")


def any_document(seed: int) -> Document:
    """Return the document of a seed; the same on every machine and every day."""
    return _Writer(seed).document()


def any_world(seed: int) -> World:
    """Return the world of that document; how notes are said again and counted takes turns."""
    world = world_of(any_document(seed))
    again, restart = AGAIN[seed % len(AGAIN)], RESTARTS[seed % len(RESTARTS)]
    notes = replace(world.template.notes, again=again, restart=restart)
    return replace(world, template=replace(world.template, notes=notes))


class _Writer:
    """Writes one document."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.language = ("nl", "nl", "en")[seed % 3]
        self.ids = 0

    def document(self) -> Document:
        name = self.chance.choice(TEMPLATES)
        template = find_template(name, ())
        body = [self.block(self.kind(tuple(KINDS)), 0) for _ in range(self.chance.randint(0, 7))]
        ends = ("salutation", "closing", "signatures") if self.chance.random() < 0.3 else ()
        for kind in ends:
            body.insert(0 if kind == "salutation" else len(body), self.block(kind, 0))
        return Document(
            template=name,
            language=self.language,
            title=self.words(0, 4),
            fields=tuple((spec.key, self.field(spec)) for spec in template.fields),
            people=People(tuple((role.key, self.persons(role.key)) for role in template.roles)),
            media=tuple(read_picture(data, name) for name, data in PICTURES.items()),
            sources=tuple(self.source(key) for key in KEYS[:5]),
            blocks=tuple(body),
        )

    def field(self, spec: FieldSpec) -> FieldValue:
        """Return what a field of the document may hold."""
        values: dict[str, FieldValue] = {
            "text": self.words(0, 5),
            "long-text": self.words(0, 60),
            "date": str(date(2026, 1, 1) + timedelta(self.chance.randrange(365))),
            "number": self.chance.randrange(100),
            "choice": self.chance.choice([key for key, _ in spec.choices] or [""]),
            "yes-no": self.chance.random() < 0.5,
        }
        return values[spec.type]

    # ---- blocks and their fields

    def block(self, kind: str, depth: int) -> Block:
        self.ids += 1
        given = {"id": BlockId(f"{kind}-{self.ids}")}
        if self.chance.random() < 0.1:
            given["language"] = self.chance.choice(("en", "nl", "de", "fy"))
        return KINDS[kind].block(**given, **self.fields(KINDS[kind].block, depth))

    def kind(self, kinds: tuple[str, ...]) -> str:
        """Return one of some kinds; those that contain others come twice as often."""
        holds = [any(schema.sort == "blocks" for _, schema in schema_of(KINDS[kind].block)) for kind in kinds]
        return self.chance.choices(kinds, [1 + one for one in holds])[0]

    def fields(self, record: type, depth: int) -> dict[str, Any]:
        return {name: self.value(record, schema, depth) for name, schema in schema_of(record)}

    def value(self, record: type, schema: Schema, depth: int) -> Any:
        """Return what a field may hold; a sort that is not here has to be taught."""
        chance, inner = self.chance, schema.record or record
        makers: dict[str, Callable[[], Any]] = {
            "text": lambda: self.text(0 if chance.random() < 0.1 else 1),
            "texts": lambda: self.some(lambda: self.text(1)),
            "words": lambda: self.words(0, 4),
            "strings": lambda: self.some(lambda: self.words(1, 3)),
            "choice": lambda: chance.choice(schema.choices),
            # Widths are left to the words: a column of one part in a hundred is nobody's.
            "integer": lambda: chance.randint(schema.minimum, schema.maximum if schema.maximum < 100 else 0),
            "flag": lambda: chance.random() < 0.5,
            "image": lambda: chance.choice(("", "gone.png", *PICTURES)),
            "grid": self.grid,
            "record": lambda: inner(**self.fields(inner, depth)),
            "records": lambda: self.some(lambda: inner(**self.fields(inner, depth + 1)), depth),
            "blocks": lambda: self.some(
                lambda: self.block(self.kind(schema.kinds or tuple(KINDS)), depth + 1), depth
            ),
        }
        return makers[schema.sort]()

    def grid(self) -> tuple[tuple[Text, ...], ...]:
        """Return rows of cells, not all as long; one table in ten goes on over the page."""
        rows = self.chance.randint(0, 60 if self.chance.random() < 0.1 else 6)
        columns = self.chance.randint(1, 5)
        return tuple(self.row(columns - (self.chance.random() < 0.1)) for _ in range(rows))

    def row(self, columns: int) -> tuple[Text, ...]:
        return tuple(parse_text(self.paragraph(self.chance.choice((1, 1, 3, 12)))) for _ in range(columns))

    def some(self, make: Callable[[], Any], depth: int = 0) -> tuple[Any, ...]:
        """Return at most three things, none when they are within many others."""
        return tuple(make() for _ in range(self.chance.randint(0, 3) if depth < DEEPEST else 0))

    # ---- words

    def words(self, low: int, high: int) -> str:
        return " ".join(self.chance.choices(DUTCH.split(), k=self.chance.randint(low, high)))

    def text(self, paragraphs: int) -> Text:
        if paragraphs and self.chance.random() < 0.1:
            paragraphs = 2
        return parse_text("\n\n".join(self.paragraph() for _ in range(paragraphs)))

    def paragraph(self, longest: int = 0) -> str:
        longest = longest or self.chance.choice((3, 12, 12, 40, 90))
        parts = [self.words(1, longest)]
        while self.chance.random() < 0.55:
            parts += [self.chance.choice((" ", " ", "")), self.inline(), self.chance.choice((" ", "", ", "))]
            parts.append(self.words(0, longest))
        return "".join(parts)

    def inline(self) -> str:
        """Return something other than plain words, in the notation."""
        return self.chance.choice(
            (self.link, self.emphasis, self.foreign, self.note, self.note, self.citation, self.sign)
        )()

    def link(self) -> str:
        return f"[{self.words(1, self.chance.choice((3, 25)))}]({self.chance.choice(ADDRESSES)})"

    def emphasis(self) -> str:
        stars = self.chance.choice(("*", "**", "***"))
        return f"{stars}{self.words(1, 4)}{stars}"

    def foreign(self) -> str:
        language, known = self.chance.choice(tuple(FOREIGN.items()))
        said = " ".join(self.chance.choices(known.split(), k=self.chance.randint(1, 12)))
        return f"[{said}]{{lang={language}}}"

    def note(self) -> str:
        """Return a note; one in ten is longer than the page may hold."""
        longest = 500 if self.chance.random() < 0.1 else 25
        parts = [self.words(1, longest)]
        inlines = (self.link, self.emphasis, self.foreign, self.citation, self.sign)
        while self.chance.random() < 0.3:
            parts += [self.chance.choice(inlines)(), self.words(0, 6)]
        return f"^[{' '.join(parts)}]"

    def citation(self) -> str:
        keys = self.chance.sample(KEYS, self.chance.randint(1, 3))
        return f"[{'; '.join(f'@{key}' + self.chance.choice(('', ', p. 12')) for key in keys)}]"

    def sign(self) -> str:
        """Return a rare character, a field, a line end or a space that does not break."""
        field = f"{{{{{self.chance.choice(FIELDS)}}}}}"
        return self.chance.choice((self.chance.choice(RARE), field, "\n", "2~maart"))

    # ---- people and sources

    def persons(self, role: str) -> tuple[Person, ...]:
        """Return up to twenty people; no more partners than the strip of a house has room for."""
        most = 2 if role == "partners" else self.chance.choice((2, 4, 20))
        return tuple(self.person() for _ in range(self.chance.randint(0, most)))

    def person(self) -> Person:
        maybe = self.chance.random
        return Person(
            names=tuple(self.words(1, 3) for _ in range(self.chance.randint(0, 3))),
            role=self.words(0, 3) if maybe() < 0.7 else "",
            organisation=self.words(1, 5) if maybe() < 0.7 else "",
            address=("Postbus 1", "1234 AB Merenstad") if maybe() < 0.5 else (),
            salutation="Geachte heer," if maybe() < 0.2 else "",
        )

    def source(self, key: str) -> Source:
        variables = {"author": self.words(1, 3), "title": self.words(1, 10), "issued": "2025"}
        return Source(key, "report", tuple(variables.items()))
