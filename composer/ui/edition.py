"""Over the panes: that the template of a document changed since, told once when the document was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from composer.app.preview import Rendered
    from composer.ui.strip import Strip

# The findings that say so; those of the second kind say what changed.
IDS, CHANGES = ("newer-template", "older-template"), "template-change"


def tell_edition(strip: Strip, rendered: Rendered, show_findings: Callable[[], object]) -> None:
    """Say what the template changed, or that it is older than the document; nothing when it is the same."""
    found = [one for one in rendered.findings if one.id in IDS]
    if found:
        found += (one for one in rendered.findings if one.id == CHANGES)
        strip.say(lambda: "\n".join(one.sentence for one in found), (N_("Show the findings"), show_findings))
