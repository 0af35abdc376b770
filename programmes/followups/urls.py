"""Addresses of the message log."""

from django.urls import path

from programmes.followups import views

app_name = "followups"
urlpatterns = [
    path("messages/", views.list_messages, name="list_messages"),
    path(
        "patients/<uuid:patient_id>/messages/",
        views.show_messages,
        name="show_messages",
    ),
    path(
        "patients/<uuid:patient_id>/messages/<uuid:message_id>/send-again/",
        views.send_again,
        name="send_again",
    ),
]
