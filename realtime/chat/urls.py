from django.urls import path

from realtime.chat import views

app_name = "chat"
urlpatterns = [
    path("gremien/<slug:slug>/chat/", views.room, name="room"),
    path("gremien/<slug:slug>/chat/<int:room_id>/", views.room_detail, name="room_detail"),
]
