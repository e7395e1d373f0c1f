"""Ties the index of words to the rows, in the same transaction as each change of them.

SQLite: an FTS5 table without a copy of the words, kept by three triggers. PostgreSQL: a generated column with a GIN index.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE contents_index USING fts5(
        words, content='contents_documenttext', content_rowid='document_id', tokenize='ascii', detail=none, prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER contents_index_insert AFTER INSERT ON contents_documenttext BEGIN
        INSERT INTO contents_index(rowid, words) VALUES (new.document_id, new.words);
    END
    """,
    """
    CREATE TRIGGER contents_index_delete AFTER DELETE ON contents_documenttext BEGIN
        INSERT INTO contents_index(contents_index, rowid, words) VALUES ('delete', old.document_id, old.words);
    END
    """,
    """
    CREATE TRIGGER contents_index_update AFTER UPDATE OF words ON contents_documenttext WHEN old.words <> new.words BEGIN
        INSERT INTO contents_index(contents_index, rowid, words) VALUES ('delete', old.document_id, old.words);
        INSERT INTO contents_index(rowid, words) VALUES (new.document_id, new.words);
    END
    """,
    "INSERT INTO contents_index(contents_index) VALUES ('rebuild')",
]
POSTGRES = [
    """
    ALTER TABLE contents_documenttext ADD COLUMN search tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
    """,
    "CREATE INDEX contents_search ON contents_documenttext USING gin (search)",
]
SQLITE_BACK = [
    "DROP TRIGGER contents_index_insert",
    "DROP TRIGGER contents_index_delete",
    "DROP TRIGGER contents_index_update",
    "DROP TABLE contents_index",
]
POSTGRES_BACK = ["DROP INDEX contents_search", "ALTER TABLE contents_documenttext DROP COLUMN search"]


def make_index(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("contents", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
