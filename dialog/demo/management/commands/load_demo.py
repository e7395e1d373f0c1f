from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dialog.common.models import OutgoingMail
from dialog.demo.content.groups import GROUPS
from dialog.demo.loading.groups import load_group
from dialog.demo.loading.people import load_ground, load_people


class Command(BaseCommand):
    help = "Load the demonstration: accounts, directory, bodies with their work. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("Demo mode is off in these settings.")
        with transaction.atomic():
            newest = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            load_ground()
            people = load_people()
            for group in GROUPS:
                load_group(group, people)
            # Nobody waits for the mails of things that happened weeks ago.
            OutgoingMail.objects.filter(pk__gt=newest).delete()
        self.stdout.write("The demo data is loaded.")
