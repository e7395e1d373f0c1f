from urllib.parse import urlsplit

PROTOCOLS = frozenset(["http", "https", "mailto"])


def safe_address(address: object) -> str:
    """Return a link's address if it leads to a page or a mail address, else an empty text."""
    if not isinstance(address, str):
        return ""
    address = address.strip()
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    try:
        return address if urlsplit(address).scheme.lower() in PROTOCOLS else ""
    except ValueError:
        return ""
