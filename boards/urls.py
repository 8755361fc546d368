from django.urls import path

from boards.views import edit, landscape, lists, page, terms

app_name = "boards"
urlpatterns = [
    path("", lists.boards, name="list"),
    path("new/", edit.new, name="new"),
    path("landscape/", landscape.landscape, name="landscape"),
    path("<slug:slug>/", page.board, name="board"),
    path("<slug:slug>/edit/", edit.edit, name="edit"),
    path("<slug:slug>/seats/new/", edit.new_seat, name="new_seat"),
    path("<slug:slug>/seats/<int:pk>/end/", edit.end_seat, name="end_seat"),
    path("<slug:slug>/seats/<int:pk>/edit/", terms.edit_seat, name="edit_seat"),
    path("<slug:slug>/relations/new/", terms.new_relation, name="new_relation"),
    path("<slug:slug>/relations/<int:pk>/edit/", terms.edit_relation, name="edit_relation"),
    path("<slug:slug>/relations/<int:pk>/end/", terms.end_relation, name="end_relation"),
]
