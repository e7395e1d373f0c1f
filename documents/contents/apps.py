from django.apps import AppConfig


class ContentsConfig(AppConfig):
    name = "documents.contents"
    label = "contents"
