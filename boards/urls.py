from django.urls import path

from boards.views import business, edit, feeds, landscape, lists, meetings, page, terms

app_name = "boards"
urlpatterns = [
    path("", lists.boards, name="list"),
    path("new/", edit.new, name="new"),
    path("landscape/", landscape.landscape, name="landscape"),
    path("calendar/", feeds.own_feed, name="own_feed"),
    path("calendar/revoke/", feeds.revoke_own_feed, name="revoke_own_feed"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
    path("<slug:slug>/", page.board, name="board"),
    path("<slug:slug>/edit/", edit.edit, name="edit"),
    path("<slug:slug>/calendar/", feeds.board_feed, name="board_feed"),
    path("<slug:slug>/calendar/revoke/", feeds.revoke_board_feed, name="revoke_board_feed"),
    path("<slug:slug>/seats/new/", edit.new_seat, name="new_seat"),
    path("<slug:slug>/seats/<int:pk>/end/", edit.end_seat, name="end_seat"),
    path("<slug:slug>/seats/<int:pk>/edit/", terms.edit_seat, name="edit_seat"),
    path("<slug:slug>/seats/<int:pk>/correspondence/", terms.correspondence, name="correspondence"),
    path("<slug:slug>/relations/new/", terms.new_relation, name="new_relation"),
    path("<slug:slug>/relations/<int:pk>/edit/", terms.edit_relation, name="edit_relation"),
    path("<slug:slug>/relations/<int:pk>/end/", terms.end_relation, name="end_relation"),
    path("<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("<slug:slug>/meetings/plan/", meetings.plan, name="plan_meeting"),
    path("<slug:slug>/meetings/<int:pk>/edit/", meetings.edit, name="edit_meeting"),
    path("<slug:slug>/meetings/<int:pk>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("<slug:slug>/meetings/<int:pk>/attendance/", meetings.attendance, name="attendance"),
    path("<slug:slug>/meetings/<int:pk>/circulate/", meetings.circulate, name="circulate_minutes"),
    path("<slug:slug>/meetings/<int:pk>/approve/", meetings.approve, name="approve_minutes"),
    path("<slug:slug>/meetings/<int:pk>/reopen/", meetings.reopen, name="reopen_minutes"),
    path("<slug:slug>/meetings/<int:pk>/lock/", meetings.lock, name="lock_minutes"),
    path("<slug:slug>/meetings/<int:pk>/actions/new/", business.new_action, name="new_action"),
    path("<slug:slug>/actions/<int:pk>/", business.update_action, name="update_action"),
    path("<slug:slug>/agenda/<int:pk>/edit/", business.edit_item, name="edit_agenda_item"),
    path("<slug:slug>/agenda/<int:pk>/move/", business.move_item, name="move_agenda_item"),
    path("<slug:slug>/agenda/<int:pk>/remove/", business.remove_item, name="remove_agenda_item"),
    path("<slug:slug>/decisions/<int:pk>/edit/", business.edit_decision, name="edit_decision"),
]
