"""Addresses below a board that show items of the register."""

from django.urls import path

from objectives.views import business, meeting

app_name = "business"
urlpatterns = [
    path("<slug:slug>/meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("<slug:slug>/meetings/<int:pk>/agenda/new/", business.new_item, name="new_agenda_item"),
    path("<slug:slug>/meetings/<int:pk>/decisions/new/", business.decide, name="decide"),
    path("<slug:slug>/agenda/<int:pk>/register/", business.item_subjects, name="agenda_subjects"),
    path("<slug:slug>/decisions/<int:pk>/register/", business.decision_subjects, name="decision_subjects"),
]
