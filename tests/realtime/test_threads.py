"""The writer's group commit: what is reported as stored is stored."""

import asyncio

import pytest
from django.db import Error, connection

from dialog.common.models import Topic
from realtime.threads import Job, Pool, read_batch, settle, write_batch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def job(loop, call):
    return Job(call, loop, loop.create_future())


def lose_the_transaction():
    """What a full disk or a broken connection does: the database drops the transaction with all its savepoints."""
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK")


def test_nobody_is_told_that_a_lost_transaction_was_stored(loop):
    before = job(loop, lambda: Topic.objects.create(name="davor"))
    after = job(loop, lambda: "nothing asked of the database")
    write_batch([before, job(loop, lose_the_transaction), after])
    assert not Topic.objects.exists()
    assert isinstance(before.failure, Error)
    assert isinstance(after.failure, Error)


def test_a_refused_call_leaves_the_others_alone(loop):
    good = job(loop, lambda: Topic.objects.create(name="gut"))
    bad = job(loop, lambda: Topic.objects.create(name="gut"))
    write_batch([good, bad])
    assert (good.failure, Topic.objects.count()) == (None, 1)
    assert isinstance(bad.failure, Error)


async def test_a_thread_survives_a_batch_that_breaks():
    def work(jobs):
        if jobs[0].call() == "broken":
            raise RuntimeError
        for one in jobs:
            one.run()
        settle(jobs)

    pool = Pool("test", threads=1, batch=1, work=work)
    try:
        with pytest.raises(RuntimeError):
            await pool.submit(lambda: "broken")
        assert await pool.submit(lambda: "whole") == "whole"
    finally:
        await asyncio.to_thread(pool.stop)


async def test_a_pool_may_open_its_connections_before_anybody_asks():
    pools = [Pool("test", threads=1, batch=1, work=read_batch, connects=connects) for connects in (True, False)]
    try:
        opened = [await pool.submit(lambda: connection.connection is not None) for pool in pools]
    finally:
        for pool in pools:
            await asyncio.to_thread(pool.stop)
    assert opened == [True, False]
