from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "dialog.directory"
    label = "directory"
