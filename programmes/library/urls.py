from django.urls import path

from programmes.library import views

app_name = "library"
urlpatterns = [
    path("library/", views.show_library, name="show_library"),
    path("library/approve/", views.approve_version, name="approve_version"),
    path("library/rules/", views.show_rules, name="show_rules"),
    path("figures/<slug:slug>/<slug:mode>.svg", views.show_figure, name="show_figure"),
]
