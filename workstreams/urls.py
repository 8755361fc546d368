from django.urls import path

from workstreams.views import plan, record, returns, statements

app_name = "workstreams"
urlpatterns = [
    path("", record.programmes, name="list"),
    path("new/", plan.new_programme, name="new"),
    path("<slug:programme>/edit/", plan.edit_programme, name="edit"),
    path("<slug:programme>/workstreams/new/", plan.new_workstream, name="new_workstream"),
    path("<slug:programme>/workstreams/<int:number>/edit/", plan.edit_workstream, name="edit_workstream"),
    path("<slug:programme>/appointments/new/", plan.new_appointment, name="new_appointment"),
    path("<slug:programme>/appointments/<int:pk>/end/", plan.end_appointment, name="end_appointment"),
    path("<slug:programme>/roles/", plan.roles, name="roles"),
    path("<slug:programme>/roles/<int:pk>/withdraw/", plan.withdraw_role, name="withdraw_role"),
    path("<slug:programme>/workstreams/<int:number>/statements/", statements.listing, name="statements"),
    path("<slug:programme>/workstreams/<int:number>/statements/new/", statements.new, name="new_statement"),
    path("<slug:programme>/statements/<int:pk>/", statements.statement, name="statement"),
    path("<slug:programme>/statements/<int:pk>/edit/", statements.edit, name="edit_statement"),
    path("<slug:programme>/statements/<int:pk>/submit/", statements.submit, name="submit_statement"),
    path("<slug:programme>/statements/<int:pk>/return/", statements.give_back, name="return_statement"),
    path(
        "<slug:programme>/statements/<int:pk>/acknowledge/",
        statements.acknowledge,
        name="acknowledge_statement",
    ),
    path("<slug:programme>/regions/", returns.regions, name="regions"),
    path("<slug:programme>/regions/open/", returns.open_quarter, name="open_quarter"),
    path("<slug:programme>/regions/<int:pk>/", returns.cell, name="return"),
    path("<slug:programme>/regions/<int:pk>/edit/", returns.edit, name="edit_return"),
    path("<slug:programme>/timeline/", record.timeline, name="timeline"),
    path("<slug:programme>/barriers/", record.barriers, name="barriers"),
]
