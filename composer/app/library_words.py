"""What a list of library blocks says of each: its state, its age, how often it is used."""

from datetime import UTC, date, datetime

from composer.blocks import KINDS
from composer.i18n import LANGUAGE_NAMES, N_, _, ngettext
from composer.model.hit import Hit
from composer.model.revision import Length, State

STATES: dict[State, str] = {
    "proposed": N_("Proposed"),
    "adopted": N_("Adopted"),
    "withdrawn": N_("Withdrawn"),
}
LENGTHS: dict[Length, str] = {"": N_("Normal length"), "short": N_("Short"), "long": N_("Long")}
SOURCE = "source"


def kind_words(kind: str) -> str:
    """Return what a kind of library block is called."""
    if kind == SOURCE:
        return _("Source")
    return _(KINDS[kind].label) if kind in KINDS else kind


def kind_icon(kind: str) -> str:
    """Return the icon of a kind of library block."""
    return "bookmark" if kind == SOURCE else KINDS[kind].icon if kind in KINDS else "file-text"


def language_words(language: str) -> str:
    """Return the name of a language in itself."""
    return LANGUAGE_NAMES.get(language.partition("-")[0], language)


def age_words(time: str, now: datetime | None = None) -> str:
    """Return how old a revision is: today, 3 days, 2 weeks, 5 months, 2 years."""
    try:
        then = date.fromisoformat(time[:10])
    except ValueError:
        return ""
    days = ((now or datetime.now(UTC)).date() - then).days
    if days < 1:
        return _("today")
    if days < 14:
        return ngettext("{count} day old", "{count} days old", days).format(count=days)
    if days < 60:
        return ngettext("{count} week old", "{count} weeks old", days // 7).format(count=days // 7)
    if days < 730:
        months = round(days / 30.44)
        return ngettext("{count} month old", "{count} months old", months).format(count=months)
    return ngettext("{count} year old", "{count} years old", days // 365).format(count=days // 365)


def uses_words(count: int) -> str:
    """Return in how many documents a block is used; empty when in none."""
    return (
        ngettext("used in {count} document", "used in {count} documents", count).format(count=count)
        if count
        else ""
    )


def meta_words(hit: Hit) -> str:
    """Return the last line of a result: state, wording, age, use; of versions in conflict whose each is."""
    parts = (
        _("Conflict") if hit.forked else _(STATES[hit.state]),
        hit.author if hit.forked else "",
        hit.language.upper() + (f" {_(LENGTHS[hit.length]).lower()}" if hit.length else ""),
        age_words(hit.time),
        uses_words(hit.uses),
    )
    return " · ".join(part for part in parts if part)


def spoken(hit: Hit) -> str:
    """Return a result as a screen reader says it."""
    text = "".join(words for words, _is_hit in hit.snippet)
    return ". ".join(part for part in (f"{kind_words(hit.kind)}: {hit.title}", text, meta_words(hit)) if part)
