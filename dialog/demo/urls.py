from django.urls import path

from dialog.demo import views

app_name = "demo"
urlpatterns = [
    path("stil/", views.style, name="style"),
]
