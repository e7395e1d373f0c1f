from django.urls import path

from documents.library.views import chosen, details, files, folders, images, listing, previews, trash, uploads

app_name = "library"
_DOCUMENTS = "gremien/<slug:slug>/dokumente/"
_FILE = _DOCUMENTS + "dateien/<int:pk>/"
_FOLDER = _DOCUMENTS + "ordner/<int:pk>/"
_ONE = _DOCUMENTS + "<int:pk>/"
_TRASH = _DOCUMENTS + "papierkorb/"
urlpatterns = [
    path(_DOCUMENTS, listing.document_list, name="document_list"),
    path(_FOLDER, listing.folder_detail, name="folder_detail"),
    path(_DOCUMENTS + "neuer-ordner/", folders.folder_create, name="folder_create"),
    path(_FOLDER + "umbenennen/", folders.folder_rename, name="folder_rename"),
    path(_FOLDER + "loeschen/", folders.folder_trash, name="folder_trash"),
    path(_FOLDER + "zip/", chosen.folder_archive, name="folder_archive"),
    path(_DOCUMENTS + "verschieben/", chosen.things_move, name="things_move"),
    path(_DOCUMENTS + "in-den-papierkorb/", chosen.things_trash, name="things_trash"),
    path(_DOCUMENTS + "zip/", chosen.things_archive, name="things_archive"),
    path(_TRASH, trash.trash, name="trash"),
    path(_TRASH + "<int:pk>/wiederherstellen/", trash.document_restore, name="document_restore"),
    path(_TRASH + "ordner/<int:pk>/wiederherstellen/", trash.folder_restore, name="folder_restore"),
    path(_TRASH + "<int:pk>/endgueltig-loeschen/", trash.document_delete, name="document_delete"),
    path(_TRASH + "ordner/<int:pk>/endgueltig-loeschen/", trash.folder_delete, name="folder_delete"),
    path(_DOCUMENTS + "aufbewahrung/", details.retention_list, name="retention_list"),
    path(_DOCUMENTS + "hochladen/", uploads.file_upload, name="file_upload"),
    path(_DOCUMENTS + "hochladen/name/", uploads.name_check, name="name_check"),
    path(_DOCUMENTS + "hochladen/<uuid:upload_id>/verwerfen/", uploads.upload_discard, name="upload_discard"),
    path(_FILE, files.file_detail, name="file_detail"),
    path(_FILE + "herunterladen/", files.file_download, name="file_download"),
    path(_FILE + "fassungen/<int:number>/", files.file_download, name="version_download"),
    path(_FILE + "neue-fassung/", uploads.version_add, name="version_add"),
    path(_FILE + "sperren/", details.file_lock, name="file_lock"),
    path(_FILE + "entsperren/", details.file_unlock, name="file_unlock"),
    path(_ONE + "umbenennen/", details.document_rename, name="document_rename"),
    path(_ONE + "angaben/", details.document_details, name="document_details"),
    path(_ONE + "verschieben/", details.document_move, name="document_move"),
    path(_ONE + "loeschen/", details.document_trash, name="document_trash"),
    path(_ONE + "gelesen/", details.document_seen, name="document_seen"),
    path(_DOCUMENTS + "bilder/", images.image_choices, name="image_choices"),
    path(_FILE + "vorschaubild/", previews.thumbnail, name="thumbnail"),
    path(_FILE + "fassungen/<int:number>/vorschau/<int:page>/", previews.preview_page, name="preview_page"),
    path("dokumente/bild/<int:pk>/", images.image, name="image"),
]
