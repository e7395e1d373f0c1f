from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "workgroups.meetings"
    label = "meetings"
