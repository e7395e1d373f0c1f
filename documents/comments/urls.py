from django.urls import path

from documents.comments.views import listing, settling, writing

app_name = "comments"
_PAGE = "gremien/<slug:slug>/dokumente/seiten/<int:pk>/"
_COMMENT = _PAGE + "kommentare/<int:comment_pk>/"
_SUGGESTION = _PAGE + "vorschlaege/<str:key>/"
urlpatterns = [
    path(_PAGE + "kommentare/", listing.comment_list, name="comment_list"),
    path(_PAGE + "kommentare/neu/", writing.comment_add, name="comment_add"),
    path(_COMMENT + "antworten/", writing.comment_reply, name="comment_reply"),
    path(_COMMENT + "bearbeiten/", writing.comment_edit, name="comment_edit"),
    path(_COMMENT + "erledigt/", settling.comment_resolve, name="comment_resolve"),
    path(_COMMENT + "wieder-oeffnen/", settling.comment_reopen, name="comment_reopen"),
    path(_COMMENT + "loeschen/", settling.comment_delete, name="comment_delete"),
    path(_PAGE + "vorschlaege/", settling.suggestion_register, name="suggestion_register"),
    path(_SUGGESTION + "annehmen/", settling.suggestion_accept, name="suggestion_accept"),
    path(_SUGGESTION + "ablehnen/", settling.suggestion_refuse, name="suggestion_refuse"),
]
