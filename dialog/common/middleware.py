"""Doors every page passes: broken text stays out, the origin is kept for mails, and named errors become pages."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from dialog.common.origin import remember_origin

Handler = Callable[[HttpRequest], HttpResponse]


def RefuseBrokenText(get_response: Handler) -> Handler:
    """Answer with 400 what no database can look up: NUL characters in address, query and cookies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        broken = "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "")
        if broken or any("\x00" in value for value in request.COOKIES.values()):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def RememberOrigin(get_response: Handler) -> Handler:
    """Keep the origin of the request, so that mails written meanwhile can name full addresses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        remember_origin(f"{request.scheme}://{request.get_host()}")
        return get_response(request)

    return middleware


class NamedErrors:
    """Turn a named error that no view has handled into its page: 404, sign-in, or the message with its status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(error, SignInNeeded):
            return redirect_to_login(request.get_full_path())
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"message": str(error)}, status=403)
        if isinstance(error, DialogError):
            return render(request, "400.html", {"message": str(error)}, status=error.status)
        return None
