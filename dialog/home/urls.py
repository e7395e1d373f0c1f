from django.urls import path

from dialog.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("neues/gelesen/", views.all_read, name="all_read"),
    path("neues/<slug:kind>/<int:pk>/gelesen/", views.news_read, name="news_read"),
    path("hinweise/zahl/", views.notice_count, name="notice_count"),
    path("gremien/<slug:slug>/", views.space_overview, name="space_overview"),
    path("gremien/<slug:slug>/neu/", views.tab_counts, name="tab_counts"),
]
