from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "documents.minutes"
    label = "minutes"
