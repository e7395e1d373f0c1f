from django.urls import path

from dialog.demo import mailbox, sign_in, views

app_name = "demo"
urlpatterns = [
    path("konto/anmelden/", sign_in.DemoSignIn.as_view(), name="sign_in"),
    path("vorfuehrung/anmelden/", sign_in.sign_in_as, name="sign_in_as"),
    path("vorfuehrung/post/", mailbox.mail_list, name="mail_list"),
    path("stil/", views.style, name="style"),
]
