"""Posts that documents speak of without naming their holder."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from boards.models.party import Organisation, Person
from saferwales.audit.days import source_field
from saferwales.audit.models import Record


class Post(Record):
    """A post (or posts) that a document names without a holder; nobody is put in its place.

    ``possible_person`` is who may have held it, which the document does not say.
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title as printed"), max_length=250)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="unnamed_posts"
    )
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="unnamed_posts")
    possible_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="possible_posts"
    )
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title
