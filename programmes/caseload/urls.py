"""Addresses of the clinicians' pages."""

from django.urls import path

from programmes.caseload import views

app_name = "caseload"
urlpatterns = [
    path("caseload/", views.list_patients, name="list_patients"),
    path("patients/<uuid:patient_id>/", views.show_patient, name="show_patient"),
]
