from django.urls import path

from dialog.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("gremien/<slug:slug>/", views.space_overview, name="space_overview"),
]
