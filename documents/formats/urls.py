from django.urls import path

from documents.formats import views

app_name = "formats"
_DOCUMENTS = "gremien/<slug:slug>/dokumente/"
_EXPORT = _DOCUMENTS + "seiten/<int:pk>/export/"
urlpatterns = [
    path(_EXPORT, views.export, name="export"),
    path(_EXPORT + "<slug:format>/", views.export_file, name="export_file"),
    path(_DOCUMENTS + "importieren/", views.import_file, name="import_file"),
]
