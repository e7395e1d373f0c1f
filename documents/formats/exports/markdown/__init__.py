"""A text as Markdown in GitHub's flavour: tables, task lists, footnotes; the head as YAML before it."""

from documents.formats.exports.markdown.file import write_markdown

__all__ = ["write_markdown"]
