import logging
import re

_SECRET = re.compile(r"(/(?:einladung|konto/passwort/neu|konto/adressen/bestaetigen)/)[^\s/?]+")


class HideTokens(logging.Filter):
    """Log lines of refused requests name their path; the tokens of personal links are taken out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; every line passes."""
        record.msg, record.args = _SECRET.sub(r"\1…", record.getMessage()), ()
        return True


class OneLine(logging.Filter):
    """Says what happened without the traceback; for libraries that log one each time a service is away for a moment."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; every line passes."""
        if record.exc_info and record.exc_info[0]:
            record.msg, record.args = f"{record.getMessage()}: {record.exc_info[0].__name__}", ()
            record.exc_info = record.exc_text = None
        return True
