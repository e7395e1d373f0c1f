from django.urls import URLPattern, URLResolver, include, path

from realtime.chat.views import documents, history, messages, moderation, reports, room_rules, rooms

app_name = "chat"

message_patterns = [
    path("", messages.message_detail, name="message_detail"),
    path("aktionen/", messages.message_actions, name="message_actions"),
    path("bearbeiten/", messages.message_edit, name="message_edit"),
    path("entfernen/", messages.message_remove, name="message_remove"),
    path("fassungen/", messages.message_history, name="message_history"),
    path("melden/", reports.message_report, name="message_report"),
    path("ausblenden/", messages.message_hide, name="message_hide"),
    path("einblenden/", messages.message_show, name="message_show"),
    path("reagieren/", messages.message_react, name="message_react"),
]
room_patterns: list[URLPattern | URLResolver] = [
    path("", rooms.room_detail, name="room_detail"),
    path("neu/", history.first_unread, name="first_unread"),
    path("datum/", history.to_date, name="to_date"),
    path("suche/", history.search, name="search"),
    path("dokumente/", documents.documents, name="documents"),
    path("personen/", rooms.people, name="people"),
    path("stumm/", rooms.silence, name="silence"),
    path("regeln/", room_rules.rules, name="rules"),
    path("datei/<int:pk>/", messages.attachment, name="attachment"),
    path("nachricht/<int:position>/", include(message_patterns)),
]
moderation_patterns = [
    path("", moderation.moderation, name="moderation"),
    path("meldung/<int:pk>/", reports.report_settle, name="report_settle"),
    path("stumm/<int:user_id>/", moderation.mute, name="mute"),
    path("stumm/<int:pk>/aufheben/", moderation.mute_lift, name="mute_lift"),
]
urlpatterns = [
    path("gremien/<slug:slug>/chat/", rooms.room, name="room"),
    path("gremien/<slug:slug>/chat/moderation/", include(moderation_patterns)),
    path("gremien/<slug:slug>/chat/sitzung/<int:meeting_pk>/", rooms.meeting_room, name="meeting_room"),
    path("gremien/<slug:slug>/chat/<int:room_id>/", include(room_patterns)),
]
