from django.urls import path

from patients.accounts import views

app_name = "accounts"
urlpatterns = [
    path("clinic/open/", views.open_clinic, name="open_clinic"),
    path("clinic/choose/", views.choose_clinic, name="choose_clinic"),
    path("clinic/", views.show_clinic, name="show_clinic"),
    path(
        "clinic/staff/<uuid:membership_id>/roles/",
        views.change_roles,
        name="change_roles",
    ),
    path(
        "clinic/staff/<uuid:membership_id>/end/",
        views.end_access,
        name="end_access",
    ),
    path("sign-in/again/", views.sign_in_again, name="sign_in_again"),
]
