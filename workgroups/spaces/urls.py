from django.urls import path

from workgroups.spaces.views import bodies, joining, members

app_name = "spaces"
_SPACE = "gremien/<slug:slug>/"
_MEMBERS = f"{_SPACE}mitglieder/"
urlpatterns = [
    path("gremien/", bodies.space_list, name="space_list"),
    path("gremien/neu/", bodies.space_create, name="space_create"),
    path(f"{_SPACE}einstellungen/", bodies.settings, name="settings"),
    path(f"{_SPACE}beitreten/", joining.join_request, name="join_request"),
    path(f"{_SPACE}beitreten/<int:pk>/zurueckziehen/", joining.join_request_withdraw, name="join_request_withdraw"),
    path(f"{_SPACE}einladung/<int:pk>/", joining.invitation_answer, name="invitation_answer"),
    path(f"{_SPACE}verlassen/", joining.leave, name="leave"),
    path(_MEMBERS, members.member_list, name="member_list"),
    path(f"{_MEMBERS}<int:pk>/", members.member, name="member"),
    path(f"{_MEMBERS}einladen/", members.invite, name="invite"),
    path(f"{_MEMBERS}einladungen/<int:pk>/zurueckziehen/", members.invitation_withdraw, name="invitation_withdraw"),
    path(f"{_MEMBERS}anfragen/<int:pk>/", members.join_request_decide, name="join_request_decide"),
]
