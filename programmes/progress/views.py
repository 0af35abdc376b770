"""The clinic's progress report: every number opens the rows behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from programmes.progress.export import as_dataset, file_name
from programmes.progress.forms import PeriodForm
from programmes.progress.numbers import numbers, rows_behind
from programmes.progress.period import Period
from programmes.progress.queries import Report, report


def _asked(request: ClinicRequest) -> tuple[PeriodForm, Report]:
    """Return the form as it was sent, and the report of its period.

    A period that cannot be read shows its errors above the last twelve weeks.
    """
    today = request.clinic.today(timezone.now())
    latest = Period.latest(today)
    sent = {"from": latest.start.isoformat(), "to": latest.end.isoformat()}
    if "from" in request.GET or "to" in request.GET:
        sent = {name: request.GET.get(name, "") for name in sent}
    form = PeriodForm(sent, today=today)
    period = form.period if form.is_valid() else latest
    return form, report(request.clinic, period, today=today)


@require_GET
@requires(Permission.SEE_REPORTS)
def show_report(request: ClinicRequest) -> HttpResponse:
    """Show what the clinic's patients did in a period, and how their pain went."""
    form, found = _asked(request)
    audit.record(
        "progress.report_read",
        by=request.membership.actor,
        period=found.period.query,
        patients=len(found.lines),
    )
    return render(
        request,
        "progress/show_report.html",
        {
            "form": form,
            "report": found,
            "groups": numbers(found),
            "now": timezone.now(),
            "section": "reports",
        },
    )


@require_GET
@requires(Permission.SEE_REPORTS)
def show_rows(request: ClinicRequest) -> HttpResponse:
    """Show the patients behind one number."""
    form, found = _asked(request)
    name, lines = rows_behind(found, request.GET.get("which", ""))
    audit.record(
        "progress.rows_read",
        by=request.membership.actor,
        patients=[str(line.patient_id) for line in lines],
    )
    return render(
        request,
        "progress/show_rows.html",
        {
            "form": form,
            "report": found,
            "name": name,
            "lines": lines,
            "section": "reports",
        },
    )


@require_GET
@requires(Permission.EXPORT_REPORTS)
def export(request: ClinicRequest, ending: str) -> HttpResponse:
    """Hand the rows over as a CSV or XLSX file."""
    _form, found = _asked(request)
    audit.record(
        "progress.exported",
        by=request.membership.actor,
        file=ending,
        patients=[str(line.patient_id) for line in found.lines],
    )
    rows = as_dataset(found)
    if ending == "xlsx":
        response = HttpResponse(
            rows.export("xlsx"),
            content_type=(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
        )
    else:
        # The mark at the front tells Excel that this is UTF-8.
        response = HttpResponse(
            "\ufeff" + rows.export("csv"), content_type="text/csv; charset=utf-8"
        )
    name = file_name(found, ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
