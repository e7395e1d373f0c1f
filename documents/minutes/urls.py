from django.urls import path

from documents.minutes.views import reading, writing

app_name = "minutes"

_ONE = "gremien/<slug:slug>/sitzungen/<int:pk>/protokoll/"

urlpatterns = [
    path("gremien/<slug:slug>/protokolle/", reading.minutes_list, name="minutes_list"),
    path(_ONE, reading.minutes_detail, name="minutes_detail"),
    path(f"{_ONE}stand/", reading.minutes_state, name="minutes_state"),
    path(f"{_ONE}beginnen/", writing.begin, name="begin"),
    path(f"{_ONE}veroeffentlichen/", reading.publish, name="publish"),
    path(f"{_ONE}genehmigen/", reading.approve, name="approve"),
    path(f"{_ONE}top/<int:item_pk>/", writing.section_edit, name="section_edit"),
    path(f"{_ONE}<str:name>", reading.minutes_pdf, name="minutes_pdf"),
]
