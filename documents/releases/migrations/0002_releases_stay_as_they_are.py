from django.db import migrations

_REFUSE = "a release is never changed"


def install(apps, schema_editor):
    """Let the database itself refuse changes, whatever the code above it does."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"""
            CREATE FUNCTION releases_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$;
            """
        )
        schema_editor.execute(
            """
            CREATE TRIGGER releases_stay BEFORE UPDATE ON releases_release
            FOR EACH ROW EXECUTE FUNCTION releases_refuse();
            """
        )
        return
    schema_editor.execute(
        "CREATE TRIGGER releases_stay BEFORE UPDATE ON releases_release "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END;"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER releases_stay ON releases_release; DROP FUNCTION releases_refuse();"
        )
        return
    schema_editor.execute("DROP TRIGGER releases_stay")


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
