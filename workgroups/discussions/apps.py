from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "workgroups.discussions"
    label = "discussions"
