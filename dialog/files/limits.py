"""How much may come in at once. All numbers in bytes, all times as timedelta."""

from datetime import timedelta

MB = 1024 * 1024

PIECE = 64 * 1024  # what is held in memory while files are read and written
CHUNK = 4 * MB  # one request of a chunked upload
UPLOAD = 200 * MB  # one file in chunks
FORM_FILE = 10 * MB  # one file in a plain form
BODY = FORM_FILE + MB // 2  # any request: a form with its file and its other fields
CHUNK_BODY = CHUNK + MB // 16
OPEN_UPLOADS = 20  # per person, finished but unused ones included
UPLOAD_LIFETIME = timedelta(hours=24)
ABANDONED = timedelta(hours=1)  # without a byte: given up where somebody has too many open
