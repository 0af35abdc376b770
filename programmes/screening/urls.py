from django.urls import path

from programmes.screening import views

app_name = "screening"
urlpatterns = [
    path(
        "patients/<uuid:patient_id>/screening/",
        views.answer_questions,
        name="answer_questions",
    ),
]
