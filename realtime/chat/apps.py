from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "realtime.chat"
    label = "chat"
