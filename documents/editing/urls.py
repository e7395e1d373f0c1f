from django.urls import path

from documents.editing import views

app_name = "editing"
_PAGES = "gremien/<slug:slug>/dokumente/seiten/"
urlpatterns = [
    path(_PAGES + "neu/", views.document_create, name="document_create"),
    path(_PAGES + "personen/", views.people_choices, name="people_choices"),
    path(_PAGES + "stellen/", views.place_choices, name="place_choices"),
    path(_PAGES + "<int:pk>/", views.document_detail, name="document_detail"),
]
