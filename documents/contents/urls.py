from django.urls import path

from documents.contents import views

app_name = "contents"
urlpatterns = [
    path("gremien/<slug:slug>/dokumente/auswahl/", views.picker, name="picker"),
    path("gremien/<slug:slug>/dokumente/dateien/<int:pk>/text/", views.file_text, name="file_text"),
]
