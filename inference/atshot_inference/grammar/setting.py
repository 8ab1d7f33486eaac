"""What a block's place says before its words do. Knows no words of its own."""

from dataclasses import dataclass
from datetime import date

from atshot_inference.grammar.people import People
from atshot_inference.grammar.sections import Section


@dataclass(frozen=True, slots=True)
class Setting:
    """What a block's place says before its words do: its headings, whether it is a list item, the day, the people."""

    section: Section
    listed: bool
    today: date
    people: People

    @property
    def expects(self) -> bool:
        """Whether tasks stand here."""
        return self.listed or self.section.assigns
