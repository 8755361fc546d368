from django.urls import path

from objectives.views import lists, page, plan, status
from saferwales.web import keys  # noqa: F401 - registers the converter

objective_urls = [
    path("objectives/", lists.objectives, name="list"),
    path("objectives.csv", lists.objectives_csv, name="csv"),
    path("objectives/new/", plan.new, name="new"),
    path("objectives/<key:key>/", page.objective, name="objective"),
    path("objectives/<key:key>/status/", status.change, name="status"),
    path("objectives/<key:key>/nothing-new/", status.nothing_new, name="nothing_new"),
    path("objectives/<key:key>/verify/", status.verify, name="verify"),
    path("objectives/<key:key>/entries/<int:entry>/correct/", status.correct, name="correct"),
    path("objectives/<key:key>/edit/", plan.edit, name="edit"),
    path("objectives/<key:key>/due/", plan.due, name="due"),
    path("objectives/<key:key>/governance/", plan.governance, name="governance"),
    path("objectives/<key:key>/links/", plan.links, name="links"),
    path("objectives/<key:key>/links/<int:link>/withdraw/", plan.withdraw_link, name="withdraw_link"),
]
