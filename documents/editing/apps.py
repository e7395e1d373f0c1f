from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "documents.editing"
    label = "editing"
