"""The server's entry: pages go to Django, live connections to the porter in realtime/."""

import os
from typing import Any, cast

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialog.settings.production")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  (needs the applications loaded)

from dialog.common.charset import read_as_utf8  # noqa: E402
from dialog.files.body_limit import limit_body  # noqa: E402
from realtime.routing import beside, live_application  # noqa: E402
from realtime.warming import warm_up  # noqa: E402


class Application(ProtocolTypeRouter):
    """What the server calls for each connection; `prepare` once, before it serves."""

    def prepare(self) -> None:
        warm_up()


# Django describes its messages with narrower types than ASGI does.
application = Application(
    {"http": beside(cast(Any, limit_body(read_as_utf8(cast(Any, django_application))))), "websocket": live_application}
)
