from django.urls import path

from workgroups.meetings.views import agenda, pages, planning

app_name = "meetings"

_ALL = "gremien/<slug:slug>/sitzungen/"
_ONE = f"{_ALL}<int:pk>/"
_ITEM = f"{_ONE}tagesordnung/<int:item_pk>/"

urlpatterns = [
    path("sitzungen/", pages.my_meetings, name="my_meetings"),
    path(_ALL, pages.meeting_list, name="meeting_list"),
    path(f"{_ALL}neu/", planning.meeting_create, name="meeting_create"),
    path(_ONE, pages.meeting_detail, name="meeting_detail"),
    path(f"{_ONE}antwort/", pages.answer, name="answer"),
    path(f"{_ONE}bearbeiten/", planning.meeting_edit, name="meeting_edit"),
    path(f"{_ONE}einladen/", planning.publish, name="publish"),
    path(f"{_ONE}beginnen/", planning.start, name="start"),
    path(f"{_ONE}schliessen/", planning.close, name="close"),
    path(f"{_ONE}absagen/", planning.cancel, name="cancel"),
    path(f"{_ONE}tagesordnung/neu/", agenda.item_create, name="item_create"),
    path(_ITEM, agenda.item_edit, name="item_edit"),
    path(f"{_ITEM}verschieben/", agenda.item_move, name="item_move"),
    path(f"{_ITEM}entfernen/", agenda.item_remove, name="item_remove"),
]
