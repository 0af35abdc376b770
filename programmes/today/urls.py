"""Addresses of the patient's side."""

from django.urls import path

from programmes.today.views import day, fix, log, record, wrong

app_name = "today"
urlpatterns = [
    path("me/", day.show_today, name="show_today"),
    path("me/safety/", day.answer_safety_list, name="answer_safety_list"),
    path("me/pain/now/", day.record_pain, {"kind": "before"}, name="record_pain_now"),
    path(
        "me/pain/morning/",
        day.record_pain,
        {"kind": "next_morning"},
        name="record_morning_pain",
    ),
    path("me/log/", log.log_session, name="log_session"),
    path("me/log/some/", log.log_some, name="log_some"),
    path("me/log/missed/", log.add_missed_day, name="add_missed_day"),
    path("me/sessions/<uuid:session_id>/", log.show_session, name="show_session"),
    path("me/sessions/<uuid:session_id>/fix/", fix.fix_session, name="fix_session"),
    path(
        "me/sessions/<uuid:session_id>/remove/",
        fix.remove_session,
        name="remove_session",
    ),
    path("me/something-wrong/", wrong.report_problem, name="report_problem"),
    path("me/advice/", wrong.show_advice, name="show_advice"),
    path("me/progress/", record.show_progress, name="show_progress"),
    path("me/history/", record.show_history, name="show_history"),
    path("me/more/", record.show_more, name="show_more"),
    path("me/plan/", record.show_plan, name="show_plan"),
    path("me/activities/", record.show_activities, name="show_activities"),
    path("me/self-care/", record.show_self_care, name="show_self_care"),
    path("me/looks/", record.show_looks, name="show_looks"),
]
