from django.apps import AppConfig


class FormatsConfig(AppConfig):
    name = "documents.formats"
    label = "formats"
