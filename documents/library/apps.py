from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "documents.library"
    label = "library"
