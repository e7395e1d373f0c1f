from django.apps import AppConfig


class ContentsConfig(AppConfig):
    name = "documents.contents"
    label = "contents"

    def ready(self) -> None:
        from documents.contents.carried import say_documents
        from workgroups.discussions.templatetags.discussions import finishers

        finishers.append(say_documents)
