"""Messages written before there was a search get the text that it looks in."""

from django.db import migrations

BATCH = 1000


def fill(apps, schema_editor):
    """Fold batch by batch, each saved on its own; safe to run again after a crash."""
    messages = apps.get_model("chat", "Message").objects.filter(folded="").exclude(source="")
    last = 0
    while batch := list(messages.filter(pk__gt=last).only("pk", "source").order_by("pk")[:BATCH]):
        for message in batch:
            message.folded = message.source.casefold()
        messages.bulk_update(batch, ["folded"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("chat", "0003_messages_by_time")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
