from django.urls import path

from objectives.views import difference, handover_acts, handovers, letters, recommendations
from saferwales.web import keys  # noqa: F401 - registers the converter

record_urls = [
    path("recommendations/", recommendations.listing, name="recommendations"),
    path("recommendations/coverage/", recommendations.coverage, name="coverage"),
    path("recommendations/new/", recommendations.new, name="recommendation_new"),
    path("recommendations/<key:key>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<key:key>/edit/", recommendations.edit, name="recommendation_edit"),
    path("difference/", difference.difference, name="difference"),
    path("difference.csv", difference.difference_csv, name="difference_csv"),
    path("learned/", difference.learned, name="learned"),
    path("letters/", letters.register, name="letters"),
    path("letters/<key:key>/", letters.letter, name="letter"),
    path("handovers/", handovers.listing, name="handovers"),
    path("handovers/new/", handover_acts.offer, name="offer"),
    path("handovers/<int:pk>/answer/", handover_acts.answer, name="answer"),
    path("handovers/<int:pk>/add/", handover_acts.add, name="add_items"),
    path("handovers/<int:pk>/withdraw/", handover_acts.withdraw, name="withdraw_items"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
]
