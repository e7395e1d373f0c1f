from django.urls import path

from documents.editing import views

app_name = "editing"
_PAGES = "gremien/<slug:slug>/dokumente/seiten/"
urlpatterns = [
    path(_PAGES + "neu/", views.document_create, name="document_create"),
    path(_PAGES + "<int:pk>/", views.document_detail, name="document_detail"),
]
