from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "workgroups.spaces"
    label = "spaces"
