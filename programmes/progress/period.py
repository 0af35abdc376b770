"""The period a report is about. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT_WEEKS = 12  # our default
LONGEST_DAYS = 366  # our default


@dataclass(frozen=True)
class Period:
    """From one local date to another, both included."""

    start: date
    end: date

    @classmethod
    def latest(cls, today: date) -> "Period":
        """Return the last twelve weeks, today included."""
        return cls(today - timedelta(days=7 * DEFAULT_WEEKS - 1), today)

    @property
    def query(self) -> str:
        """Return the period as a query string."""
        return f"from={self.start.isoformat()}&to={self.end.isoformat()}"
