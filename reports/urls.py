"""Addresses of a programme's reports, and of the papers of a board's meetings."""

from django.urls import include, path

from reports import (
    urls_documents,
    views,
    views_checks,
    views_closure,
    views_drafts,
    views_languages,
    views_letters,
    views_meetings,
    views_reconciliation,
    views_where,
)
from reports.content.closure_pack import ClosurePack
from reports.content.meetings import KINDS
from reports.making import views as making
from reports.models import DocumentKind

app_name = "reports"
CLOSURE = {"kind": DocumentKind.CLOSURE_REPORT.value}
PACK = {"kind": ClosurePack.slug}
of_a_programme = [
    path("", views.report_list, name="list"),
    path("files/", making.order_list, name="orders"),
    path("files/<uuid:pk>/", making.order, name="order"),
    path("files/<uuid:pk>/download/", making.order_file, name="order_file"),
    path("checks/", views_checks.checks, name="checks"),
    path("languages/", views_languages.overview, name="languages"),
    path("languages.csv", views_languages.overview_csv, name="languages_csv"),
    path("languages/<slug:of>/<int:pk>/confirm/", views_languages.confirm, name="confirm_languages"),
    path("languages/<slug:of>/<int:pk>/edit/", views_languages.edit, name="edit_languages"),
    path("languages/<slug:of>/<slug:name>/<slug:gap>/", views_languages.gap, name="language_gap"),
    path("reconciliation/", views_reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/override/", views_reconciliation.override, name="override"),
    path(
        "reconciliation/override/<int:pk>/withdraw/", views_reconciliation.withdraw, name="withdraw_override"
    ),
    path("letters/<key:key>/", views_letters.letter, name="letter"),
    path("letters/<key:key>/send/", views_drafts.send, name="send_letter"),
    path(
        "handovers/<int:pk>/draft-letter/", views_drafts.draft_handover_letter, name="draft_handover_letter"
    ),
    path("handovers/<int:pk>/draft-reply/", views_drafts.draft_reply, name="draft_reply"),
    path("letters/<key:key>.pdf", views_letters.letter_pdf, name="letter-pdf"),
    path("closure-report/", views.report, CLOSURE, name="closure-report"),
    path("closure-report.pdf", views.report_pdf, CLOSURE, name="closure-report-pdf"),
    path("closure-pack/", views.report, PACK, name="closure-pack"),
    path("closure-pack.pdf", views.report_pdf, PACK, name="closure-pack-pdf"),
    path("overviews/<slug:kind>/", views.report, name="overview"),
    path("overviews/<slug:kind>.pdf", views.report_pdf, name="overview-pdf"),
    *urls_documents.urlpatterns,
    path("closure/", views_closure.closure, name="closure"),
    path("closure/close/", views_closure.close, name="close"),
    path("closure/agreed/", views_closure.agree, name="agree"),
    path("closure/agreed/<int:pk>/withdraw/", views_closure.withdraw_agreement, name="withdraw_agreement"),
    path("closure/override/", views_closure.override, name="override_condition"),
    path("closure/override/<int:pk>/withdraw/", views_closure.withdraw, name="withdraw_condition_override"),
    path("where-are-they-now/", views_where.where, name="where"),
    path("where-are-they-now.pdf", views_where.where_pdf, name="where-pdf"),
]
of_a_board = [
    path("files/", making.board_order_list, name="board_orders"),
    path("files/<uuid:pk>/", making.board_order, name="board_order"),
    path("files/<uuid:pk>/download/", making.board_order_file, name="board_order_file"),
]
for kind in KINDS:
    named = {"kind": kind}
    of_a_board += [
        path(f"meetings/<int:pk>/{kind}/", views_meetings.paper, named, name=kind),
        path(f"meetings/<int:pk>/{kind}.pdf", views_meetings.paper_pdf, named, name=f"{kind}-pdf"),
    ]
urlpatterns = [
    path("programmes/<slug:programme>/reports/", include(of_a_programme)),
    path("boards/<slug:slug>/", include(of_a_board)),
]
