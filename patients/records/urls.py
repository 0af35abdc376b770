from django.urls import path

from patients.records import views

app_name = "records"
urlpatterns = [
    path("patients/", views.find_patients, name="find_patients"),
    path("patients/new/", views.register_patient, name="register_patient"),
    path(
        "patients/<uuid:patient_id>/details/", views.edit_patient, name="edit_patient"
    ),
    path(
        "patients/<uuid:patient_id>/archive/",
        views.archive_patient,
        name="archive_patient",
    ),
    path(
        "patients/<uuid:patient_id>/restore/",
        views.restore_patient,
        name="restore_patient",
    ),
]
