"""Addresses of a programme's documents and of their editions."""

from django.urls import path

from reports import views_documents, views_editions, views_sections, views_workflow
from reports.making import views as making

DOCUMENT = "documents/<key:key>"
SECTION = f"{DOCUMENT}/sections/<slug:section>"
EDITION = "editions/<key:reference>"
urlpatterns = [
    path("documents/new/", views_documents.choose, name="new_document"),
    path("documents/new/<slug:kind>/", views_documents.start, name="start_document"),
    path(f"{DOCUMENT}/", views_documents.document, name="document"),
    path(f"{DOCUMENT}/read/", views_documents.read, name="read_document"),
    path(f"{DOCUMENT}/draft.pdf", views_documents.pdf, name="document-pdf"),
    path(f"{DOCUMENT}/edit/", views_documents.edit, name="edit_document"),
    path(f"{DOCUMENT}/sections/new/", views_sections.new, name="new_section"),
    path(f"{SECTION}/edit/", views_sections.edit, name="edit_section"),
    path(f"{SECTION}/remove/", views_sections.remove, name="remove_section"),
    path(f"{SECTION}/versions/", views_sections.versions, name="section_versions"),
    path(f"{SECTION}/comment/", views_sections.comment, name="comment_section"),
    path(f"{DOCUMENT}/comments/<int:pk>/resolve/", views_sections.resolve, name="resolve_comment"),
    path(f"{DOCUMENT}/send/", views_workflow.send, name="send_document"),
    path(f"{DOCUMENT}/review/", views_workflow.review, name="review_document"),
    path(f"{DOCUMENT}/agree/", views_workflow.agree, name="agree_document"),
    path(f"{DOCUMENT}/issue/", views_workflow.issue, name="issue_document"),
    path(f"{DOCUMENT}/issue/<uuid:pk>/", making.issue_order, name="issue_order"),
    path(f"{DOCUMENT}/back-to-draft/", views_workflow.return_to_draft, name="return_document"),
    path(f"{DOCUMENT}/withdraw/", views_workflow.withdraw, name="withdraw_document"),
    path(f"{EDITION}/", views_editions.edition, name="edition"),
    path(f"{EDITION}/<slug:language>.pdf", views_editions.file, name="edition_file"),
    path(f"{EDITION}/annex-<int:number>-<slug:language>.csv", views_editions.annex, name="edition_annex"),
    path(f"{EDITION}/supersede/", views_editions.supersede, name="supersede_edition"),
    path(f"{EDITION}/recipients/new/", views_editions.recipient, name="new_recipient"),
]
