"""The two kinds of page a small town's portal is made of.

The portal is the town's own and speaks Polish only, so its words are not marked for translation.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

NEWS_ON_HOME = 3


class HomePage(Page):
    """The front page: a search, the errands people come for, the survey's banner, the news."""

    question = models.CharField("pytanie nad wyszukiwarką", max_length=120)
    search_hint = models.CharField("podpowiedź nad polem wyszukiwania", max_length=160, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("question"),
        FieldPanel("search_hint"),
        InlinePanel("services", label="sprawa"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "strona główna"
        verbose_name_plural = "strony główne"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `services` whose page is live, and the latest `news` of this home page's town."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["services"] = self.services.filter(page__live=True).select_related("page")
        context["news"] = latest_news(within=self)[:NEWS_ON_HOME]
        return context


class Service(Orderable):
    """One errand on the home page: a link and what the resident will find behind it."""

    home = ParentalKey(HomePage, related_name="services", on_delete=models.CASCADE)
    page = models.ForeignKey(
        Page, verbose_name="strona", related_name="+", on_delete=models.CASCADE
    )
    description = models.CharField("co tam jest", max_length=120)

    panels: ClassVar[list[Any]] = [PageChooserPanel("page"), FieldPanel("description")]

    def __str__(self) -> str:
        return f"{self.page}: {self.description}"


class ContentPage(Page):
    """A page of text. With a date it is news; its children, if any, are listed below the text."""

    class Picture(models.TextChoices):
        """Drawings that come with the portal; they are decoration and have no text alternative."""

        SQUARE = "square", "rynek, zielony"
        TENEMENTS = "tenements", "kamienice, czerwone"
        RIVERSIDE = "riverside", "bulwar, niebieski"

    intro = models.TextField("wstęp", blank=True)
    date = models.DateField("data wiadomości", null=True, blank=True)
    picture = models.CharField("ilustracja", max_length=20, choices=Picture, blank=True)
    body = RichTextField(
        "treść", blank=True, features=["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("date"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "strona z tekstem"
        verbose_name_plural = "strony z tekstem"

    @property
    def picture_file(self) -> str:
        """The drawing's name among the static files, or nothing."""
        return f"town/pictures/{self.picture}.svg" if self.picture else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `news` (dated children, the latest first) or else `sections` (any live children)."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["news"] = latest_news(within=self)
        context["sections"] = self.get_children().live().public()
        return context


def latest_news(*, within: Page) -> "PageQuerySet[ContentPage]":
    """The live, public pages with a date below `within`, the latest first."""
    news: PageQuerySet[ContentPage] = (
        ContentPage.objects.descendant_of(within)
        .live()
        .public()
        .filter(date__isnull=False)
        .order_by("-date", "-pk")
    )
    return news
