from channels.routing import URLRouter
from django.urls import URLPattern

routes: list[URLPattern] = []
live_application = URLRouter(routes)
