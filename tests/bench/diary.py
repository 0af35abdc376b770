"""What the patients of a measured clinic logged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db.models import Model

from programmes.diary.models import RestingPain, SafetyCheck, Session, SessionItem
from programmes.prescribing.models import Assignment, PlanItem, PlanVersion

DAY = timedelta(days=1)
DAYS = 83  # the days of twelve weeks before today
BATCH = 2000


def at(on: date, hour: int = 8) -> datetime:
    """Return an hour of a day."""
    return datetime.combine(on, time(hour), tzinfo=UTC)


def save(rows: Iterable[Model]) -> None:
    """Insert rows of one model, many at a time."""
    found = list(rows)
    if found:
        type(found[0])._default_manager.bulk_create(found, batch_size=BATCH)


def add_diary(
    dice: Random,
    plans: Sequence[Assignment],
    versions: Sequence[PlanVersion],
    items: Sequence[PlanItem],
    count: int,
) -> None:
    """Give each plan so many sessions, on days before today, and their pains at rest.

    Pain drifts from where it began, down more often than up.
    """
    of_plan: defaultdict[UUID, list[PlanVersion]] = defaultdict(list)
    for version in versions:
        of_plan[version.assignment_id].append(version)
    of_version: defaultdict[UUID, list[PlanItem]] = defaultdict(list)
    for item in items:
        of_version[item.version_id].append(item)
    checks, pains, sessions, done = [], [], [], []
    for plan in plans:
        level, fall = dice.uniform(3, 8), dice.uniform(-0.02, 0.06)
        for day in sorted(dice.sample(range(DAYS), count)):
            on = plan.start_on + day * DAY
            version = [v for v in of_plan[plan.pk] if v.from_on <= on][-1]
            entry = _Entry(dice, plan, version, on, level - fall * day)
            checks.append(entry.check)
            pains += [entry.before, entry.morning]
            sessions.append(entry.session)
            done += [
                SessionItem(session=entry.session, item=item, state="done")
                for item in of_version[version.pk]
                if item.weekdays[on.weekday()] == "1"
            ]
    for rows in (checks, pains, sessions, done):
        save(rows)


class _Entry:
    """One session with the answers around it."""

    def __init__(
        self,
        dice: Random,
        plan: Assignment,
        version: PlanVersion,
        on: date,
        pain: float,
    ) -> None:
        self.dice = dice
        self.common = {
            "clinic_id": plan.clinic_id,
            "patient_id": plan.patient_id,
            "source": "phone",
            "by_kind": "patient",
            "by_id": plan.patient_id,
        }
        self.check = SafetyCheck(
            id=self.id(),
            kind="daily",
            local_date=on,
            flagged=False,
            at=at(on),
            **self.common,
        )
        self.before = self.resting("before", on, pain)
        self.morning = self.resting("next_morning", on + DAY, pain)
        self.session = Session(
            id=self.id(),
            assignment=plan,
            version=version,
            client_uuid=self.id(),
            payload_hash="0" * 64,
            local_date=on,
            performed_at=at(on, 9),
            time_zone="Europe/London",
            received_at=at(on, 9),
            mode=Session.Mode.LIVE,
            as_planned=True,
            worst_pain=self.pain(pain + 1),
            before=self.before,
            check_made=self.check,
            **self.common,
        )

    def id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def pain(self, around: float) -> int:
        return min(10, max(0, round(self.dice.gauss(around, 0.8))))

    def resting(self, kind: str, on: date, pain: float) -> RestingPain:
        return RestingPain(
            id=self.id(),
            kind=kind,
            local_date=on,
            pain=self.pain(pain),
            recorded_at=at(on),
            received_at=at(on),
            **self.common,
        )
