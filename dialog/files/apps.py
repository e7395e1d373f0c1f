from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dialog.files"
    label = "files"
