"""Addresses of the diary at the desk."""

from django.urls import path

from programmes.diary import views

app_name = "diary"
urlpatterns = [
    path(
        "patients/<uuid:patient_id>/diary/log/", views.log_session, name="log_session"
    ),
]
