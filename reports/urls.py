"""Addresses of a programme's reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("closure-report/", views.closure_report, name="closure-report"),
    path("closure-report.pdf", views.closure_report_pdf, name="closure-report-pdf"),
]
