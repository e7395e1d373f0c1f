from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "documents.comments"
    label = "comments"
