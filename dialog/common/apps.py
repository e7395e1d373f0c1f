from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "dialog.common"
    label = "common"

    def ready(self) -> None:
        from dialog.common import checks  # noqa: F401  (registers itself)
