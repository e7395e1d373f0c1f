from django.urls import path

from documents.library.views import files as views
from documents.library.views import images, previews

app_name = "library"
_DOCUMENTS = "gremien/<slug:slug>/dokumente/"
_FILE = _DOCUMENTS + "dateien/<int:pk>/"
urlpatterns = [
    path(_DOCUMENTS, views.document_list, name="document_list"),
    path(_DOCUMENTS + "hochladen/", views.file_upload, name="file_upload"),
    path(_FILE, views.file_detail, name="file_detail"),
    path(_FILE + "herunterladen/", views.file_download, name="file_download"),
    path(_FILE + "fassungen/<int:number>/", views.file_download, name="version_download"),
    path(_FILE + "neue-fassung/", views.version_add, name="version_add"),
    path(_DOCUMENTS + "<int:pk>/umbenennen/", views.document_rename, name="document_rename"),
    path(_DOCUMENTS + "<int:pk>/loeschen/", views.document_trash, name="document_trash"),
    path(_DOCUMENTS + "<int:pk>/gelesen/", views.document_seen, name="document_seen"),
    path(_DOCUMENTS + "bilder/", images.image_choices, name="image_choices"),
    path(_FILE + "vorschaubild/", previews.thumbnail, name="thumbnail"),
    path(_FILE + "fassungen/<int:number>/vorschau/<int:page>/", previews.preview_page, name="preview_page"),
    path("dokumente/bild/<int:pk>/", images.image, name="image"),
]
