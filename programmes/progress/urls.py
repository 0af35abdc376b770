"""Addresses of the reports."""

from django.urls import path

from programmes.progress import views

app_name = "progress"
urlpatterns = [
    path("reports/", views.show_report, name="show_report"),
    path("reports/rows/", views.show_rows, name="show_rows"),
    path("reports/export.csv", views.export, {"ending": "csv"}, name="export_csv"),
    path("reports/export.xlsx", views.export, {"ending": "xlsx"}, name="export_xlsx"),
]
