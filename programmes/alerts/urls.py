"""Addresses of the alert queue."""

from django.urls import path

from programmes.alerts import views

app_name = "alerts"
urlpatterns = [
    path("alerts/", views.list_alerts, name="list_alerts"),
    path(
        "patients/<uuid:patient_id>/alerts/<uuid:alert_id>/acknowledge/",
        views.acknowledge,
        name="acknowledge",
    ),
    path(
        "patients/<uuid:patient_id>/alerts/<uuid:alert_id>/close/",
        views.close,
        name="close",
    ),
]
