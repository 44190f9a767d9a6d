"""The harness itself: what is tested, and with what it may talk."""

import os
import socket
from pathlib import Path

import pytest

import wagtail_ocen_urzad

ROOT = Path(__file__).parents[1]


def test_tox_tests_the_installed_wheel() -> None:
    tested = Path(wagtail_ocen_urzad.__file__)
    in_checkout = tested.is_relative_to(ROOT) and "site-packages" not in tested.parts

    assert in_checkout == ("TOX_ENV_NAME" not in os.environ)


def test_other_machines_are_out_of_reach() -> None:
    with pytest.raises(PermissionError), socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))
