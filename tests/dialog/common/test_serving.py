"""What `manage.py serve` refuses, each in one line and before anything is started."""

import socket

import pytest
from django.core.management import CommandError, call_command

from dialog.common.serving import listen, refuse_many_without_services


def test_a_port_in_use_is_named_with_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is in use by another program; .*{port + 1}"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CommandError, match=r"Cannot listen on 192\.0\.2\.1"):
        listen("192.0.2.1", 8000)


def test_listening_socket_goes_to_the_children() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.get_inheritable()


@pytest.mark.parametrize(("database", "redis"), [("", ""), ("postgres://db/x", ""), ("", "redis://cache/0")])
def test_many_processes_need_both_services(settings, database: str, redis: str) -> None:
    settings.DATABASE_URL, settings.REDIS_URL = database, redis
    refuse_many_without_services(1)
    with pytest.raises(CommandError, match="PostgreSQL and Redis"):
        refuse_many_without_services(2)


def test_many_processes_run_on_services(settings) -> None:
    settings.DATABASE_URL, settings.REDIS_URL = "postgres://db/x", "redis://cache/0"
    refuse_many_without_services(4)


def test_command_refuses_no_process_at_all() -> None:
    with pytest.raises(CommandError, match="At least one process"):
        call_command("serve", "--processes", "0")
