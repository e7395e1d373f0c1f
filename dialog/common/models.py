from django.db import models
from django.utils import timezone


class Topic(models.Model):
    """The head of a numbered log: the number of its last change."""

    name = models.CharField(max_length=80, unique=True)
    head = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}@{self.head}"


class AccessEpoch(models.Model):
    """A counter per person or space that rises when what they may do has changed."""

    key = models.CharField(max_length=80, unique=True)
    epoch = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}@{self.epoch}"


class OutgoingMail(models.Model):
    """A mail that must be sent. The worker drains these rows; a crash loses none."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"], name="mail_state_due")]

    def __str__(self) -> str:
        return f"mail {self.pk} ({self.state})"
