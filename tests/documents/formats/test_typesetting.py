"""Small PDFs are made here one after the other, large ones in a bounded process; the bytes are the same."""

import threading

import pytest
from django.urls import reverse

from documents.formats import typesetting
from documents.formats.exports.pdf.render import job_for, write_pdf
from documents.formats.typesetting import TooLargeForPdf, WritersBusy, compile_job, typeset, typeset_apart
from tests.documents.editing.factories import make_page
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, one_picture


@pytest.fixture
def job():
    return job_for(HEAD, EVERYTHING, one_picture)[0]


def test_both_ways_give_the_same_bytes(job):
    assert typeset_apart(job) == compile_job(job) == write_pdf(HEAD, EVERYTHING, one_picture)


def test_large_text_and_many_pixels_go_apart(job, monkeypatch):
    monkeypatch.setattr(typesetting, "OUTPUT_LIMIT", 1000)
    assert typeset(job).startswith(b"%PDF")
    for bounds in ({"SMALL": 10}, {"SMALL_PIXELS": 10}):
        with monkeypatch.context() as small:
            for name, value in bounds.items():
                small.setattr(typesetting, name, value)
            with pytest.raises(TooLargeForPdf):
                typeset(job, pixels=600)


def test_who_finds_no_turn_is_told_so(job, monkeypatch):
    monkeypatch.setattr(typesetting, "PATIENCE", 0)
    with typesetting._ONE_AT_A_TIME, pytest.raises(WritersBusy):
        typeset(job)
    assert typeset(job)


def test_several_at_once_come_one_after_the_other(job):
    made = []
    threads = [threading.Thread(target=lambda: made.append(typeset(job))) for _file in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert len(set(made)) == 1


def test_too_large_a_page_is_a_clear_page(cast, client_for, monkeypatch):
    monkeypatch.setattr(typesetting, "SMALL", 10)
    monkeypatch.setattr(typesetting, "OUTPUT_LIMIT", 1000)
    page = make_page(cast)
    answer = client_for(cast.guest).get(reverse("formats:export_file", args=[page.space.slug, page.pk, "pdf"]))
    assert answer.status_code == 413
    assert str(TooLargeForPdf.message) in answer.content.decode()
