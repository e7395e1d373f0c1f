import pytest
from asgiref.testing import ApplicationCommunicator

from dialog.asgi import application
from dialog.common.charset import read_as_utf8

pytestmark = pytest.mark.django_db(transaction=True)


FORM = b'--abc\r\nContent-Disposition: form-data; name="display_name"\r\n\r\n41\\ud800\r\n--abc--\r\n'
TOKEN = "a" * 32


@pytest.mark.parametrize("charset", ["unicode_escape", "hex", "rot13", "undefined", "utf-7", "utf-8", "gibt-es-nicht"])
async def test_a_claimed_charset_breaks_no_form(charset):
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/zugang/anfragen/",
        "query_string": b"",
        "headers": [
            (b"host", b"testserver"),
            (b"cookie", f"csrftoken={TOKEN}".encode()),
            (b"x-csrftoken", TOKEN.encode()),
            (b"content-length", str(len(FORM)).encode()),
            (b"content-type", f"multipart/form-data; boundary=abc; charset={charset}".encode()),
        ],
    }
    browser = ApplicationCommunicator(application, scope)
    await browser.send_input({"type": "http.request", "body": FORM})
    assert (await browser.receive_output(5))["status"] == 400  # the form, with what is missing
    await browser.send_input({"type": "http.disconnect"})
    await browser.wait()


async def test_the_boundary_of_a_form_with_files_stays():
    seen = []

    async def inner(scope, receive, send):
        seen.extend(scope["headers"])

    value = b"multipart/form-data; charset=utf-7; boundary=abc"
    await read_as_utf8(inner)({"type": "http", "headers": [(b"content-type", value), (b"x", value)]}, None, None)
    assert seen == [(b"content-type", b"multipart/form-data; boundary=abc"), (b"x", value)]
