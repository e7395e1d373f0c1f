from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "dialog.demo"
    label = "demo"
