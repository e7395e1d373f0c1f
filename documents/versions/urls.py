from django.urls import path

from documents.versions.views import authors, comparing, listing

app_name = "versions"
_PAGE = "gremien/<slug:slug>/dokumente/seiten/<int:pk>/"
_LIST = _PAGE + "fassungen/"
_VERSION = _LIST + "<int:number>/"
urlpatterns = [
    path(_PAGE + "wer-schrieb/", authors.text_authors, name="text_authors"),
    path(_LIST, listing.version_list, name="version_list"),
    path(_LIST + "benennen/", listing.version_name, name="version_name"),
    path(_LIST + "vergleich/", comparing.version_compare, name="version_compare"),
    path(_VERSION, listing.version_detail, name="version_detail"),
    path(_VERSION + "export/<slug:format>/", listing.version_export, name="version_export"),
    path(_VERSION + "umbenennen/", listing.version_rename, name="version_rename"),
    path(_VERSION + "wiederherstellen/", comparing.version_restore, name="version_restore"),
    path(_VERSION + "wiederherstellen/stelle/", comparing.version_restore_block, name="version_restore_block"),
]
