from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "documents.releases"
    label = "releases"
