from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "dialog.home"
    label = "home"
