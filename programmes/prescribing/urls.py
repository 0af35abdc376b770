from django.urls import path

from programmes.prescribing import views

app_name = "prescribing"
urlpatterns = [
    path("patients/<uuid:patient_id>/assign/", views.assign, name="assign_programme"),
    path("patients/<uuid:patient_id>/plan/", views.show_plan, name="show_plan"),
    path(
        "patients/<uuid:patient_id>/plan/change/",
        views.change_plan,
        name="change_plan",
    ),
    path("patients/<uuid:patient_id>/plan/pause/", views.pause, name="pause_plan"),
    path("patients/<uuid:patient_id>/plan/end/", views.end, name="end_plan"),
    path(
        "patients/<uuid:patient_id>/plan/holds/<uuid:hold_id>/close/",
        views.close_hold,
        name="close_hold",
    ),
]
