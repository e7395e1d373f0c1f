import hashlib
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from dialog.common.errors import Conflict, Invalid
from dialog.common.richtext import clean_text, render_markdown
from dialog.directory.models import Region
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require

MAX_CHARTER = 20_000
# Words that are addresses of their own below /gremien/.
RESERVED_SLUGS = frozenset({"neu"})
NAME_TAKEN = _("There is a body of this name already.")
_RIGHTS = ("state", "joining", "is_listed")


class SpaceFields(TypedDict):
    """What people set about a body; the charter is Markdown of at most 20,000 characters."""

    name: str
    summary: str
    charter: str
    state: str
    joining: str
    is_listed: bool


@transaction.atomic
def create_space(*, user: User, kind: str, region: Region | None = None, fields: SpaceFields) -> Space:
    """Found a body; its chair is invited afterwards. Raises Conflict when the name is taken, Invalid for bad fields."""
    require(user, "spaces.create", None)
    space = Space(kind=_choice(kind, Space.Kind), region=region)
    _fill(space, fields)
    space.slug = _free_slug(space.name)
    _save(space)
    record(actor=user, action="spaces.create", target=space, space_id=space.pk, **_settings_of(space))
    return space


@transaction.atomic
def edit_space(*, user: User, space: Space, fields: SpaceFields, seen: str = "") -> Space:
    """Change name, charter, state and doors of a body.

    `seen` is the `fingerprint` of what the person had before their eyes. Raises Conflict when the body has changed
    since or the name is taken, Invalid for bad fields.
    """
    require(user, "spaces.edit", space)
    stored = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    if seen and seen != fingerprint(stored):
        raise Conflict
    before = _settings_of(stored)
    _fill(stored, fields)
    _save(stored)
    after = _settings_of(stored)
    changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if changed.keys() & set(_RIGHTS):
        raise_epoch(space_key(stored.pk))
    record(actor=user, action="spaces.edit", target=stored, space_id=stored.pk, **changed)
    return stored


def fingerprint(space: Space) -> str:
    """Return a short mark of everything that `edit_space` changes, to notice a stale form."""
    parts = [space.name, space.summary, space.charter_source, space.state, space.joining, str(space.is_listed)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _fill(space: Space, fields: SpaceFields) -> None:
    space.name = " ".join(clean_text(fields["name"], limit=160).split())
    if Space.objects.filter(name__iexact=space.name).exclude(pk=space.pk).exists():
        raise Conflict(NAME_TAKEN)
    space.summary = _optional(fields["summary"], 240)
    space.charter_source = _optional(fields["charter"], MAX_CHARTER)
    space.charter_html = render_markdown(space.charter_source)
    space.state = _choice(fields["state"], Space.State)
    space.joining = _choice(fields["joining"], Space.Joining)
    space.is_listed = fields["is_listed"]


def _save(space: Space) -> None:
    """Store a body; of two that take the same name at the same moment one is refused."""
    try:
        with transaction.atomic():
            space.save()
    except IntegrityError:
        raise Conflict(NAME_TAKEN) from None


def _optional(text: str, limit: int) -> str:
    return clean_text(text, limit=limit) if text.strip() else ""


def _choice(value: str, choices: Any) -> str:
    if value not in choices.values:
        raise Invalid
    return value


def _settings_of(space: Space) -> dict[str, Any]:
    return {
        "name": space.name,
        "state": space.state,
        "joining": space.joining,
        "is_listed": space.is_listed,
        "charter": hashlib.sha256(space.charter_source.encode()).hexdigest()[:16],
    }


def _free_slug(name: str) -> str:
    base = slugify(name.translate(_UMLAUTS))[:140] or "gremium"
    taken = set(Space.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
