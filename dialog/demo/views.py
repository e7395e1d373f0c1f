from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dialog.demo import style as samples


def style(request: HttpRequest) -> HttpResponse:
    """Show every part of the interface in every state; only where demo mode is on."""
    if not settings.DEMO_MODE:
        raise Http404
    return render(request, "demo/style.html", samples.context())
