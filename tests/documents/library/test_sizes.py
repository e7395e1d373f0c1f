"""How sizes are said, in both languages."""

import pytest
from django.utils.translation import override

from documents.library.templatetags.library import file_size

KB, MB = 1024, 1024 * 1024


@pytest.mark.parametrize(
    ("size", "english", "german"),
    [
        (0, "0 bytes", "0 Byte"),
        (1, "1 byte", "1 Byte"),
        (1023, "1023 bytes", "1023 Byte"),
        (KB, "1 KB", "1 KB"),
        (1536, "1.5 KB", "1,5 KB"),
        (12 * KB + 10, "12 KB", "12 KB"),
        (MB - 1, "1 MB", "1 MB"),
        (200 * MB, "200 MB", "200 MB"),
        (3 * 1024 * MB, "3 GB", "3 GB"),
        (2048 * 1024 * MB, "2048 GB", "2048 GB"),
    ],
)
def test_a_size_is_said_in_words_of_the_language(size, english, german):
    for language, words in (("en", english), ("de", german)):
        with override(language):
            assert file_size(size).replace("\N{NO-BREAK SPACE}", " ") == words
