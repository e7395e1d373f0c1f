from django.db import migrations

_REFUSE = "the audit log is append-only"


def install(apps, schema_editor):
    """Let the database itself refuse changes, whatever the code above it does."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"""
            CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$;
            """
        )
        schema_editor.execute(
            """
            CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditentry
            FOR EACH ROW EXECUTE FUNCTION audit_refuse();
            """
        )
        return
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit_auditentry "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END;"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER audit_append_only ON audit_auditentry; DROP FUNCTION audit_refuse();"
        )
        return
    for what in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER audit_no_{what}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
