from django.urls import URLPattern

app_name = "formats"
urlpatterns: list[URLPattern] = []
