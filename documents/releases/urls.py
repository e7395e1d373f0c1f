from django.urls import path

from documents.releases.views import reading, requests, states, translations

app_name = "releases"
_DOCUMENTS = "gremien/<slug:slug>/dokumente/"
_PAGE = _DOCUMENTS + "seiten/<int:pk>/"
_RELEASES = _PAGE + "freigaben/"
_REQUEST = _PAGE + "freigabe/"
_LANGUAGES = _PAGE + "sprachfassungen/"
urlpatterns = [
    path(_DOCUMENTS + "freigaben/", reading.space_history, name="space_history"),
    path(_RELEASES, reading.release_list, name="release_list"),
    path(_RELEASES + "stand/", reading.document_part, name="document_part"),
    path(_RELEASES + "<int:number>/", reading.release_detail, name="release_detail"),
    path(_RELEASES + "<int:number>/pdf/", reading.release_pdf, name="release_pdf"),
    path(_RELEASES + "<int:number>/html/", reading.release_html, name="release_html"),
    path(_RELEASES + "<int:number>/bilder/<int:at>/", reading.release_picture, name="release_picture"),
    path(_REQUEST, requests.release_request, name="release_request"),
    path(_REQUEST + "<int:request_pk>/vorschau/", requests.request_preview, name="request_preview"),
    path(_REQUEST + "<int:request_pk>/freigeben/", requests.release_answer, name="release_answer"),
    path(_REQUEST + "<int:request_pk>/zurueckweisen/", requests.release_refuse, name="release_refuse"),
    path(_REQUEST + "<int:request_pk>/zurueckziehen/", requests.release_withdraw, name="release_withdraw"),
    path(_PAGE + "neuer-entwurf/", states.draft_begin, name="draft_begin"),
    path(_PAGE + "archivieren/", states.archive, name="archive"),
    path(_PAGE + "aus-dem-archiv/", states.unarchive, name="unarchive"),
    path(_PAGE + "angaben/", states.details, name="details"),
    path(_LANGUAGES, translations.translation_list, name="translation_list"),
    path(_LANGUAGES + "neu/", translations.translation_add, name="translation_add"),
    path(_LANGUAGES + "verbinden/", translations.translation_link, name="translation_link"),
    path(_LANGUAGES + "loesen/", translations.translation_unlink, name="translation_unlink"),
]
