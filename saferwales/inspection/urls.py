"""The audit pages, below /en/audit/."""

from django.urls import path

from saferwales.inspection import downloads, views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="list"),
    path("entries.csv", downloads.entries_csv, name="csv"),
    path("chain.jsonl", downloads.chain_file, name="export"),
    path("entries/<int:seq>/", views.entry, name="entry"),
    path("verification/", views.verification, name="verification"),
    path("verification/new/", views.verify_now, name="verify"),
]
