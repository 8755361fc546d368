from django.urls import path

from objectives.views import dashboards

dashboard_urls = [
    path("", dashboards.programme, name="programme"),
    path("workstreams/<int:number>/", dashboards.workstream, name="workstream"),
]
