"""What preflight finds in a document, in a house and a template that ask for nothing."""

from composer.checks.preflight import preflight
from composer.compose.flow import say
from composer.model.finding import Finding
from tests.builders import laid_out, resolved


def preflighted(document, **changes) -> tuple[Finding, ...]:
    """Returns the findings of a document; what differs from a plain template is named."""
    return preflight(say(resolved(document, **changes)), laid_out(document, **changes))
