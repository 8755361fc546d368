from django.urls import path

from objectives.views import (
    difference,
    handover_acts,
    handovers,
    letters,
    letters_edit,
    recommendations,
    watching,
)
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
    path("letters/new/", letters_edit.new, name="letter_new"),
    path("letters/<key:key>/", letters.letter, name="letter"),
    path("letters/<key:key>/edit/", letters_edit.edit, name="letter_edit"),
    path("letters/<key:key>/parties/new/", letters_edit.new_party, name="letter_party_new"),
    path("letters/<key:key>/items/new/", letters_edit.new_item, name="letter_item_new"),
    path("letters/<key:key>/items/<int:pk>/edit/", letters_edit.edit_item, name="letter_item_edit"),
    path("letters/<key:key>/answers/new/", letters_edit.new_answer, name="letter_answer_new"),
    path("letters/<key:key>/answers/<int:pk>/edit/", letters_edit.edit_answer, name="letter_answer_edit"),
    path("letters/<key:key>/files/new/", letters_edit.new_file, name="letter_file_new"),
    path("letters/<key:key>/files/<int:pk>/", letters_edit.file, name="letter_file"),
    *(
        path(
            f"letters/<key:key>/{kind}/<int:pk>/withdraw/",
            letters_edit.withdraw,
            {"kind": kind},
            f"withdraw_letter_{kind}",
        )
        for kind in ("parties", "items", "answers", "files")
    ),
    path("handovers/", handovers.listing, name="handovers"),
    path("handovers/new/", handover_acts.offer, name="offer"),
    path("handovers/<int:pk>/answer/", handover_acts.answer, name="answer"),
    path("handovers/<int:pk>/add/", handover_acts.add, name="add_items"),
    path("handovers/<int:pk>/withdraw/", handover_acts.withdraw, name="withdraw_items"),
    path("handovers/duties/<int:pk>/discontinue/", handover_acts.discontinue, name="discontinue_duty"),
    path("watching/", watching.watching, name="watching"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
]
