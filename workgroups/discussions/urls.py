from django.urls import URLPattern, URLResolver, include, path

from workgroups.discussions.views import posts, threads

app_name = "discussions"

post_patterns = [
    path("", posts.post_detail, name="post_detail"),
    path("bearbeiten/", posts.post_edit, name="post_edit"),
    path("entfernen/", posts.post_delete, name="post_delete"),
    path("fassungen/", posts.post_history, name="post_history"),
    path("hilfreich/", posts.post_helpful, name="post_helpful"),
]
thread_patterns: list[URLPattern | URLResolver] = [
    path("", threads.thread_detail, name="thread_detail"),
    path("neu/", threads.thread_first_new, name="thread_first_new"),
    path("antworten/", posts.post_create, name="post_create"),
    path("gelesen/", threads.thread_read, name="thread_read"),
    path("schliessen/", threads.thread_close, name="thread_close"),
    path("oeffnen/", threads.thread_reopen, name="thread_reopen"),
    path("anheften/", threads.thread_pin, name="thread_pin"),
    path("beitrag/<int:position>/", include(post_patterns)),
]
urlpatterns = [
    path("gremien/<slug:slug>/diskussionen/", threads.thread_list, name="thread_list"),
    path("gremien/<slug:slug>/diskussionen/beginnen/", threads.thread_create, name="thread_create"),
    path("gremien/<slug:slug>/diskussionen/gelesen/", threads.all_read, name="all_read"),
    path("gremien/<slug:slug>/diskussionen/<int:pk>/", include(thread_patterns)),
]
