from django.urls import path

from dialog.files import views

app_name = "files"
urlpatterns = [
    path("dateien/hochladen/", views.upload_begin, name="upload_begin"),
    path("dateien/hochladen/<uuid:upload_id>/", views.upload_chunk, name="upload"),
]
