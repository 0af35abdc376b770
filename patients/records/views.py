"""Finding, registering and keeping patients."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from patients.records import actions, queries
from patients.records.access import open_patient
from patients.records.forms import (
    PatientDetailsForm,
    PatientForm,
    clinician_for,
    new_patient_values,
)

PAGE_SIZE = 25
LONGEST_SEARCH = 100


@require_safe
@requires(Permission.SEE_PATIENTS)
def find_patients(request: ClinicRequest) -> HttpResponse:
    """List the clinic's patients who match a search."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    archived = request.GET.get("show") == "archived"
    patients = request.clinic.patients.select_related("clinician__user")
    patients = patients.archived() if archived else patients.current()
    page = Paginator(patients.matching(words).by_name(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    audit.record(
        "records.patients_listed",
        by=request.membership.actor,
        subject=request.clinic,
        patients=[str(patient.pk) for patient in page],
    )
    context = {"page": page, "words": words, "archived": archived}
    return render(request, "records/find_patients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PATIENTS)
def register_patient(request: ClinicRequest) -> HttpResponse:
    """Open a record, after a warning when the patient may be on file already."""
    now = timezone.now()
    form = PatientForm(
        request.POST if request.method == "POST" else None,
        clinic=request.clinic,
        today=request.clinic.today(now),
        initial=new_patient_values(request.clinic),
    )
    lookalikes: list[queries.Likeness] = []
    if form.is_valid():
        data = form.cleaned_data
        lookalikes = queries.likely_duplicates(
            request.clinic, data["full_name"], data["birth_date"], data["email"]
        )
        if not lookalikes or "anyway" in request.POST:
            try:
                patient = actions.register_patient(
                    by=request.membership.actor,
                    clinic=request.clinic,
                    at=now,
                    clinician=clinician_for(request.membership),
                    **data,
                )
            except actions.NumberTaken:
                _refuse_number(request, form)
            else:
                messages.success(
                    request, _("%(name)s is registered.") % {"name": patient.full_name}
                )
                return redirect("caseload:show_patient", patient.pk)
    return render(
        request,
        "records/register_patient.html",
        {"form": form, "lookalikes": lookalikes},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PATIENTS)
def edit_patient(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Change a patient's details."""
    patient = open_patient(request, patient_id)
    now = timezone.now()
    form = PatientDetailsForm(
        request.POST if request.method == "POST" else None,
        clinic=request.clinic,
        today=patient.today(now),
        patient=patient,
    )
    lookalikes: list[queries.Likeness] = []
    if form.is_valid():
        data = form.fields_to_change()
        if (data["full_name"], data["birth_date"], data["email"]) != (
            patient.full_name,
            patient.birth_date,
            patient.email,
        ):
            lookalikes = queries.likely_duplicates(
                request.clinic,
                data["full_name"],
                data["birth_date"],
                data["email"],
                exclude=patient.pk,
            )
        if form.changed_meanwhile():
            _warn_of_change(form)
        elif not lookalikes or "anyway" in request.POST:
            try:
                actions.edit_patient(
                    by=request.membership.actor, patient=patient, at=now, **data
                )
            except actions.NumberTaken:
                patient.refresh_from_db()
                _refuse_number(request, form)
            else:
                messages.success(request, _("The details are saved."))
                return redirect("caseload:show_patient", patient.pk)
    context = {
        "form": form,
        "patient": patient,
        "age": patient.age_on(patient.today(now)),
        "lookalikes": lookalikes,
    }
    return render(request, "records/edit_patient.html", context)


@require_POST
@requires(Permission.ARCHIVE_PATIENTS)
def archive_patient(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Take a patient off the lists."""
    patient = open_patient(request, patient_id)
    actions.archive_patient(
        by=request.membership.actor, patient=patient, at=timezone.now()
    )
    messages.success(
        request, _("%(name)s is in the archive.") % {"name": patient.full_name}
    )
    return redirect("records:find_patients")


@require_POST
@requires(Permission.ARCHIVE_PATIENTS)
def restore_patient(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Bring a patient back from the archive."""
    patient = open_patient(request, patient_id)
    actions.restore_patient(
        by=request.membership.actor, patient=patient, at=timezone.now()
    )
    messages.success(
        request, _("%(name)s is back on the lists.") % {"name": patient.full_name}
    )
    return redirect("caseload:show_patient", patient.pk)


def _refuse_number(request: ClinicRequest, form: PatientForm) -> None:
    holder = queries.holder_of_number(request.clinic, form.cleaned_data["number"])
    form.add_error(
        "number",
        format_html(
            _("{} has this number already. Write another one, or open that patient."),
            holder.full_name if holder else _("Another patient"),
        ),
    )


def _warn_of_change(form: PatientDetailsForm) -> None:
    form.add_error(
        None,
        _(
            "Somebody else changed these details after you opened this page. What you "
            "typed is still here: compare it with the record above, then save again."
        ),
    )
    # The next save is meant for the details as they are now.
    form.stamp_anew()
