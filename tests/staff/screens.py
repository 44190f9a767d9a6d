"""Reading staff screens as a clerk does."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client

from tests.factories import a_user

DENIED = ["Przepraszamy, ale nie posiadasz uprawnień dostępu do tego miejsca."]
"""Wagtail's own refusal."""


def desk_of(user: Any) -> Client:
    """Return a client in which this user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def an_administrator(name: str = "anna") -> Any:
    """Return the administrator of the surveys, who may add pages (as the ready-made group may)."""
    user = a_user(name, "administer_survey")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def a_moderator() -> Any:
    """Return somebody who looks after the portal's pages and has no right of ours."""
    user = a_user("marek")
    user.groups.add(Group.objects.get(name="Moderators"))
    return user


def soup(response: Any) -> BeautifulSoup:
    """Return the page that was shown."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node: Tag | None) -> str:
    """Return the text of a node, white space made plain."""
    assert node is not None
    return " ".join(node.get_text(" ").split())


def said(response: Any) -> list[str]:
    """Return what this answer's own messages say, without their buttons."""
    found = []
    waiting: Any = get_messages(response.wsgi_request)
    for message in waiting._queued_messages:
        read = BeautifulSoup(str(message), "html.parser")
        for buttons in read.select(".buttons"):
            buttons.decompose()
        found.append(" ".join(read.get_text(" ").split()))
    return found
