from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "documents.versions"
    label = "versions"
