from django.urls import path

from patients.invitations import desk_views, staff_views, views

app_name = "invitations"

PATIENT = "patients/<uuid:patient_id>/access/"

urlpatterns = [
    path("", views.open_front_door, name="open_front_door"),
    # The patient's way in.
    path("i/", views.confirm_birth_year, name="confirm_birth_year"),
    path("i/<str:token>/", views.open_link, name="open_link"),
    path("how-to-get-in/", views.ask_for_link, name="ask_for_link"),
    path("who/", views.choose_person, name="choose_person"),
    path("pair/", views.enter_pairing_code, name="enter_pairing_code"),
    path("me/pair/", views.show_pairing_code, name="show_pairing_code"),
    path("me/forget/", views.forget_device, name="forget_device"),
    # The desk's side of it.
    path(PATIENT, desk_views.show_access, name="show_access"),
    path(f"{PATIENT}give/", desk_views.give_link, name="give_link"),
    path(f"{PATIENT}send/", desk_views.send_link, name="send_link"),
    path(f"{PATIENT}replace/", desk_views.replace_link, name="replace_link"),
    path(f"{PATIENT}print/", desk_views.print_link, name="print_link"),
    path(
        f"{PATIENT}devices/<uuid:device_id>/forget/",
        desk_views.revoke_device,
        name="revoke_device",
    ),
    # Staff.
    path("clinic/staff/", staff_views.list_staff, name="list_staff"),
    path(
        "clinic/staff/invited/<uuid:invitation_id>/again/",
        staff_views.invite_again,
        name="invite_again",
    ),
    path(
        "clinic/staff/invited/<uuid:invitation_id>/withdraw/",
        staff_views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("join/<str:token>/", staff_views.accept_invitation, name="accept_invitation"),
]
