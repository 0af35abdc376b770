"""Many small values of one patient as one text, gathered by the database.

A report over hundreds of patients needs tens of thousands of dates and scores. Making
a Python object of each costs ten times what the query does; one text for each patient
does not.
"""

from typing import Any

from django.db.models import Aggregate, CharField
from django.db.models.functions import Cast


class Listed(Aggregate):
    """All values of a group as text, with commas between, in no order."""

    name = "Listed"
    output_field = CharField()
    template = "%(function)s(%(expressions)s, ',')"
    allow_distinct = False

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(Cast(expression, CharField()), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Spell it as SQLite does."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Spell it as PostgreSQL does."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def values_of(text: str | None) -> list[str]:
    """Return the values again, in no order; no values for an empty group."""
    return text.split(",") if text else []
