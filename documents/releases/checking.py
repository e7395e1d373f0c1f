"""Whether released versions still are what they were on the day of their release."""

from dialog.audit.models import AuditEntry
from documents.releases.actions.freezing import sha256_of
from documents.releases.models import Release

PIECE = 20  # rows with their bytes in memory at once


def faults_in_releases(slug: str | None = None) -> tuple[int, list[str]]:
    """Return how many releases there are (in one space or in all) and a sentence for each that is not as it was.

    Text and PDF are held against the checksums beside them, and these against the audit log, which only grows.
    """
    rows = Release.objects.select_related("document__space").order_by("pk")
    if slug:
        rows = rows.filter(document__space__slug=slug)
    faults = [f"{_name(release)}: {fault}" for release in rows.iterator(chunk_size=PIECE) for fault in _faults(release)]
    return rows.count(), faults


def _faults(release: Release) -> list[str]:
    found = []
    logged = _logged(release)
    for kind in ("html", "pdf"):
        stored = getattr(release, f"{kind}_sha256")
        if sha256_of(bytes(getattr(release, kind))) != stored:
            found.append(f"the {kind} has changed")
        if logged.get(f"{kind}_sha256") != stored:
            found.append(f"the checksum of the {kind} is not the one in the audit log")
    return found


def _logged(release: Release) -> dict[str, object]:
    """Return what the audit log says about this release; nothing where it says nothing."""
    entries = AuditEntry.objects.filter(
        target_type="library.document", target_id=release.document_id, action="releases.release"
    )
    said = (entry.data for entry in entries)
    return next((data for data in said if data.get("number") == release.number), {})


def _name(release: Release) -> str:
    return f"{release.document.space.slug}, document {release.document_id}, version {release.number}"
