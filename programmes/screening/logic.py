"""True, false and not known: how they combine, and how a number meets a window.

Pure: no Django, no database, no clock.
"""

from collections.abc import Sequence

from programmes.screening.rulebook import Condition

State = bool | None


def either(first: State, second: State) -> State:
    """Tell whether one of two holds; not known unless a true one settles it."""
    if first or second:
        return True
    return None if first is None or second is None else False


def both(first: State, second: State) -> State:
    """Tell whether two hold together; not known unless a false one settles it."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def at_least(value: int | None, limit: int) -> bool:
    return value is not None and value >= limit


def within(value: int | None, condition: Condition, *names: str) -> State:
    """Tell whether a count lies in the condition's window, both ends included."""
    if value is None:
        return None
    window: Sequence[int | None] = next(
        condition.parameters[name] for name in names if name in condition.parameters
    )
    least, most = window
    return (least is None or value >= least) and (most is None or value <= most)
