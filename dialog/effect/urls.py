from django.urls import path

from dialog.effect import views

app_name = "effect"
urlpatterns = [
    path(
        "gremien/<slug:slug>/chat/<int:room_id>/nachricht/<int:position>/diskussion/",
        views.thread_from_message,
        name="thread_from_message",
    ),
    path("gremien/<slug:slug>/diskussionen/<int:pk>/herkunft/", views.origin_of_thread, name="origin_of_thread"),
]
