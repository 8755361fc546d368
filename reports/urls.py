"""Addresses of a programme's reports."""

from django.urls import path

from reports import views, views_letters, views_reconciliation

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("reconciliation/", views_reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/override/", views_reconciliation.override, name="override"),
    path(
        "reconciliation/override/<int:pk>/withdraw/", views_reconciliation.withdraw, name="withdraw_override"
    ),
    path("letters/<key:key>/", views_letters.letter, name="letter"),
    path("letters/<key:key>.pdf", views_letters.letter_pdf, name="letter-pdf"),
    path("closure-report/", views.closure_report, name="closure-report"),
    path("closure-report.pdf", views.closure_report_pdf, name="closure-report-pdf"),
]
