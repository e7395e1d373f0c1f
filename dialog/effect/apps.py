from django.apps import AppConfig


class EffectConfig(AppConfig):
    name = "dialog.effect"
    label = "effect"
