from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from realtime.chat import actions
from realtime.chat.forms import ReportForm, SettleForm
from realtime.chat.models import Report
from realtime.chat.queries import report_in
from realtime.chat.views.common import DONE, FORM, message_of, page_of, place_of, show, tried
from realtime.chat.views.messages import about, require_shown
from realtime.chat.views.powers import powers_over
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(FORM)
def message_report(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Tell the moderation that a message breaks the rules, and why."""
    message = message_of(request, slug, room_id, position)
    require(request.user, "chat.report", message)
    require_shown(request, message)
    form = ReportForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        actions.report_message(reporter=signed_in(request), message=message, **data)

    status = tried(request, form, act, field="reason")
    if status == DONE:
        messages.success(request, _("Thank you. The moderation has been told, and will answer you."))
        return redirect(page_of(message))
    return show(request, message.space, "message_report", about(message, form=form), status=status)


@require_http_methods(FORM)
def report_settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Decide about a report; a settled one shows what was decided."""
    space = space_for(request.user, slug)
    require(request.user, "chat.moderate", space)
    report = report_in(space, pk)
    message = report.message
    form = SettleForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        upheld = data["verdict"] == Report.State.UPHELD
        actions.settle_report(person=signed_in(request), report=report, upheld=upheld, answer=data["answer"])

    status = tried(request, form, act, field="answer")
    if status == DONE:
        messages.success(request, _("The report is settled. Who reported gets your answer by mail."))
        return redirect("chat:moderation", slug)
    context = {
        "report": report,
        "is_open": report.state == Report.State.OPEN,
        "message": message,
        "room": message.room,
        "place": place_of(message.room, message.position),
        "form": form,
        **powers_over(request, message),
    }
    return show(request, space, "report_settle", context, status=status)
