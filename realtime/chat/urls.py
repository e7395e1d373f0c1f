from django.urls import path

from realtime.chat import views

app_name = "chat"
urlpatterns = [path("gremien/<slug:slug>/chat/", views.room, name="room")]
