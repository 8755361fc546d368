"""Addresses below a programme."""

from objectives.urls_dashboards import dashboard_urls
from objectives.urls_objectives import objective_urls
from objectives.urls_record import record_urls

app_name = "objectives"
urlpatterns = [*dashboard_urls, *objective_urls, *record_urls]
