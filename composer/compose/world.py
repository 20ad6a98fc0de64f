"""All that composing may read besides the document."""

from dataclasses import dataclass

from composer.model.house import House
from composer.model.template import Template


@dataclass(frozen=True, slots=True)
class World:
    """The template of the document, with its house."""

    template: Template

    @property
    def house(self) -> House:
        """Return the house of the template."""
        return self.template.house
