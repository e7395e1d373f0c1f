from django.urls import path

from dialog.directory import views

app_name = "directory"
urlpatterns = [
    path("verzeichnis/", views.directory, name="directory"),
    path("verzeichnis/regionen/<slug:slug>/", views.region_detail, name="region_detail"),
    path("verzeichnis/netzwerke/", views.network_list, name="network_list"),
    path("verzeichnis/zielfelder/", views.field_list, name="field_list"),
    path("verzeichnis/zielfelder/<slug:slug>/", views.field_detail, name="field_detail"),
    path("verzeichnis/einrichtungen/", views.organisation_list, name="organisation_list"),
    path("verzeichnis/einrichtungen/<slug:slug>/", views.organisation_detail, name="organisation_detail"),
]
