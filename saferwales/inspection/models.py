"""Verifications asked for on the audit pages. They are no record of governance: each says how one check went."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A running verification gives a sign of life each second; after so long a silence it is taken for dead.
SILENCE = timedelta(seconds=60)


class VerificationState(models.TextChoices):
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped by an error")
    LOST = "lost", _("Stopped before its end")


@dataclass(frozen=True)
class Standing:
    """How it stands with verifying."""

    running: object
    last: object
    stopped: object


class VerificationQuerySet(models.QuerySet):
    def begin(self, by):
        """A new verification, or None where one runs already: the database allows only one."""
        now = timezone.now()
        self.filter(state=VerificationState.RUNNING, seen_at__lt=now - SILENCE).update(
            state=VerificationState.LOST, finished_at=now
        )
        try:
            with transaction.atomic():
                return self.create(started_by=by, started_at=now, seen_at=now)
        except IntegrityError:
            return None

    def standing(self):
        """What the pages show: the run under way, the last that finished, and one that stopped since. One statement."""
        newest = self.order_by("-pk").values("pk")
        finished = newest.filter(state=VerificationState.FINISHED)
        wanted = models.Q(pk__in=newest[:1]) | models.Q(pk__in=finished[:1])
        found = list(self.filter(wanted).select_related("started_by").order_by("-pk"))
        last = next((one for one in found if one.state == VerificationState.FINISHED), None)
        newest = found[0] if found else None
        return Standing(
            running=newest if newest and newest.runs else None,
            last=last,
            stopped=newest if newest and newest.stopped else None,
        )


class Verification(models.Model):
    """One run over the whole chain: who began it and when, how far it is, and what it found."""

    state = models.CharField(
        max_length=10, choices=VerificationState.choices, default=VerificationState.RUNNING
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    found = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=VerificationState.RUNNING),
                name="inspection_one_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.started_at.isoformat()} {self.state}"

    @property
    def is_silent(self):
        """Whether it is called running and gave no sign of life for too long: its process was ended."""
        return self.state == VerificationState.RUNNING and timezone.now() - self.seen_at > SILENCE

    @property
    def runs(self):
        return self.state == VerificationState.RUNNING and not self.is_silent

    @property
    def stopped(self):
        return self.is_silent or self.state in (VerificationState.FAILED, VerificationState.LOST)

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0
