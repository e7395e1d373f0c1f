from django.urls import path

from dialog.accounts import desk, views

app_name = "accounts"
urlpatterns = [
    path("konto/", views.profile, name="profile"),
    path("einladung/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("zugang/anfragen/", views.request_access, name="request_access"),
    path("zugang/angefragt/", views.access_requested, name="access_requested"),
    path("zugaenge/", desk.access_desk, name="access_desk"),
    path("zugaenge/einladen/", desk.invite_person, name="invite_person"),
    path("zugaenge/einladungen/<int:pk>/zuruecknehmen/", desk.withdraw_invitation, name="withdraw_invitation"),
    path("zugaenge/anfragen/<int:pk>/", desk.access_request, name="access_request"),
    path("zugaenge/anfragen/<int:pk>/bewilligen/", desk.approve_access, name="approve_access"),
    path("zugaenge/anfragen/<int:pk>/ablehnen/", desk.decline_access, name="decline_access"),
    path("zugaenge/personen/", desk.person_list, name="person_list"),
    path("zugaenge/personen/<int:pk>/sperren/", desk.suspend_person, name="suspend_person"),
    path("zugaenge/personen/<int:pk>/entsperren/", desk.restore_person, name="restore_person"),
]
