from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "dialog.common"
    label = "common"

    def ready(self) -> None:
        from dialog.common import checks  # noqa: F401  (registers itself)

        # Django's own words say that something is wrong, not what to do.
        Field.default_error_messages["required"] = _("Please fill in this field.")
