from django.conf import settings
from django.db import models
from django.utils import timezone


class Link(models.Model):
    """One thing came of another, or refers to it. Things are named by type ("discussions.post") and id."""

    source_type = models.CharField(max_length=80)
    source_id = models.BigIntegerField()
    target_type = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "target_type", "target_id", "kind"], name="one_link_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="link_target")]

    def __str__(self) -> str:
        return f"{self.source_type}:{self.source_id} {self.kind} {self.target_type}:{self.target_id}"
