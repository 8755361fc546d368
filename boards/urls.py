from django.urls import path

from boards.views import edit, lists, page

app_name = "boards"
urlpatterns = [
    path("", lists.boards, name="list"),
    path("new/", edit.new, name="new"),
    path("<slug:slug>/", page.board, name="board"),
    path("<slug:slug>/edit/", edit.edit, name="edit"),
    path("<slug:slug>/seats/new/", edit.new_seat, name="new_seat"),
    path("<slug:slug>/seats/<int:pk>/end/", edit.end_seat, name="end_seat"),
]
