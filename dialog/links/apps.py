from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "dialog.links"
    label = "links"
