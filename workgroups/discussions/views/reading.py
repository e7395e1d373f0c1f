"""The thread page, which reading and a refused reply share."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dialog.accounts.models import User
from workgroups.discussions import actions
from workgroups.discussions.forms import PostForm
from workgroups.discussions.models import Post, Thread
from workgroups.discussions.queries import ThreadPage, participants, thread_page
from workgroups.discussions.views.common import person_of, thread_address
from workgroups.spaces.pages import render_in_space
from workgroups.spaces.queries import capacity_in

QUOTE_LIMIT = 2_000
FIRST_PARTICIPANTS = 4


def reply_form(request: HttpRequest, thread: Thread) -> PostForm:
    """Return the empty composer, prepared by `?antwort=<position>` (what it answers) and `?zitat=<position>`."""
    quoted = _post_named(request, thread, "zitat")
    answered = _post_named(request, thread, "antwort")
    initial = {
        "text": quotation(quoted.source) if quoted else "",
        "parent": answered.position if answered else None,
    }
    return PostForm(initial=initial)


def quotation(source: str) -> str:
    """Return the text as a Markdown quotation, at most 2,000 characters of it and without what it quoted itself."""
    lines = [line for line in source.splitlines() if not line.startswith(">")] or source.splitlines()
    text = "\n".join(lines).strip()
    if len(text) > QUOTE_LIMIT:
        text = text[:QUOTE_LIMIT].rstrip() + " …"
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines()) + "\n"


def _post_named(request: HttpRequest, thread: Thread, name: str) -> Post | None:
    position = _position(request.GET.get(name, ""))
    if not position:
        return None
    return thread.posts.select_related("author").filter(position=position, deleted_at__isnull=True).first()


def show_thread(
    request: HttpRequest, thread: Thread, form: PostForm, *, preview: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of a thread with the composer, and remember what has been shown as read."""
    person = person_of(request)
    page = thread_page(person, thread, number=request.GET.get("page"))
    people = participants(thread)
    answered = _answered(thread, form)
    may_reply = person.has_perm("discussions.reply", thread)
    context = {
        "thread": thread,
        "thread_url": thread_address(thread),
        "list": page,
        "form": form,
        "answer_url": _answer_address(thread, page, answered),
        "draft_key": f"thread-{thread.pk}",
        "answered": answered,
        "preview": preview,
        "people": people[:FIRST_PARTICIPANTS],
        "more_people": people[FIRST_PARTICIPANTS:],
        "people_count": len(people),
        "may_reply": may_reply and thread.is_open,
        "show_composer": (may_reply and thread.is_open) or form.is_bound,
        "may_close": person.has_perm("discussions.close", thread),
        "may_reopen": person.has_perm("discussions.reopen", thread),
        "may_pin": person.has_perm("discussions.pin", thread),
        "writing_as": _writing_as(person, thread),
    }
    response = render_in_space(
        request, thread.space, "discussions/thread_detail.html", context, tab="discussions", status=status
    )
    if page.read_to > page.was_read_to and not is_prefetch(request):
        actions.mark_thread_read(person=person, thread=thread, position=page.read_to)
    return response


def is_prefetch(request: HttpRequest) -> bool:
    """Return whether the browser only loads ahead: nobody has seen the page then."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def _answered(thread: Thread, form: PostForm) -> Post | None:
    position = _position(str(form["parent"].value() or ""))
    return thread.posts.select_related("author").filter(position=position).first() if position else None


def _position(text: str) -> int:
    """Read the position of a post; 0, where no post stands, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _writing_as(person: User, thread: Thread) -> str:
    """Return the name and capacity that the next post will carry."""
    capacity = capacity_in(person, thread.space).label
    return person.display_name if capacity in ("", person.display_name) else f"{person.display_name}, {capacity}"


def _answer_address(thread: Thread, page: ThreadPage, answered: Post | None) -> str:
    """Return where the composer sends to: errors show on the same page, and a sign-in on the way leads back to it."""
    number = page.page.number
    query = {"antwort": answered.position} if answered else {}
    query |= {"page": number} if number > 1 else {}
    return reverse("discussions:post_create", args=[thread.space.slug, thread.pk], query=query or None)
