"""What every record of governance carries: a version, a history that names actor, day and reason, no deletion."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from saferwales.audit import writing
from saferwales.audit.sealed import SealedKind


class EntryKind(models.TextChoices):
    """Why an entry of the history was written."""

    CREATED = "created", _("First recorded")
    CHANGED = "changed", _("Changed")
    NOTHING_NEW = "nothing_new", _("Nothing new to report")
    CARRIED = "carried", _("Carried forward")
    VERIFIED = "verified", _("Completion verified")
    CORRECTION = "correction", _("Correction")
    RESTATED = "restated", _("Restated after a correction")


class Entry(models.Model):
    """One line of a history: who wrote it, the day it was true, the moment it was recorded, and why.

    ``effective_on`` is the day the fact was true (empty: the source does not date it); ``history_date`` is the
    moment of recording and is never back-dated. ``corrects`` holds the ``history_id`` of the entry that this one
    replaces; the replaced entry stays readable.
    """

    actor = models.CharField(max_length=150)
    actor_name = models.CharField(max_length=200)
    effective_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    entry_kind = models.CharField(max_length=20, choices=EntryKind.choices)
    corrects = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        abstract = True


class RecordHistory(HistoricalRecords):
    """simple_history with our entry's facts, text reasons, no link to a user row, and one entry a version."""

    def __init__(self):
        super().__init__(
            inherit=True,
            bases=(Entry,),
            history_id_field=models.BigAutoField(),
            history_user_id_field=models.BigIntegerField(null=True),
            history_change_reason_field=models.TextField(blank=True),
        )

    def get_extra_fields(self, model, fields):
        """A field of its own for each history: a shared one would send an update to another table."""
        extra = super().get_extra_fields(model, fields)
        shared = {name: extra[name].clone() for name in ("history_change_reason", "history_user_id")}
        return extra | shared

    def get_meta_options(self, model):
        options = super().get_meta_options(model)
        name = f"{model._meta.app_label[:4]}_{model._meta.model_name}"[:24]
        options["constraints"] = [models.UniqueConstraint(fields=["id", "version"], name=f"{name}_once")]
        # All that choosing the entry of a moment looks at, so that it never fetches the wide rows passed over.
        seen = ["id", "version", "effective_on", "history_date", "history_id"]
        options["indexes"] = [models.Index(fields=seen, name=f"{name}_asat")]
        return options


class RecordQuerySet(models.QuerySet):
    """Reads freely; refuses every way of writing that would leave no history."""

    def _refuse(self, *args, **kwargs):
        raise writing.UnrecordedWrite(
            "Records change one by one, inside writing.act(), so that each change has its entry."
        )

    update = delete = bulk_create = bulk_update = _refuse
    update.queryset_only = delete.queryset_only = True


class Record(models.Model):
    """A fact of governance. It is archived, never deleted, and never changes without an entry in its history."""

    version = models.PositiveIntegerField(default=0, editable=False)
    archived = models.BooleanField(default=False, editable=False)

    history = RecordHistory()
    objects = RecordQuerySet.as_manager()

    # The name of the link to the record on whose page this one is shown, where it has no page of its own.
    shown_with = ""

    # {name that a field had when older entries were sealed: the name that it has now}.
    renamed = {}

    # The names of the fields that hold the SHA-256 of a file in the store.
    sealed_files = ()

    class Meta:
        abstract = True

    @classmethod
    def todays_name(cls, name, facts):
        """What a fact of an entry is called today; another name than its own, where the field was renamed since."""
        return cls.renamed.get(name, name)

    def get_absolute_url(self):
        """The page on which the record is shown; empty where there is none."""
        owner = getattr(self, self.shown_with) if self.shown_with else None
        return owner.get_absolute_url() if owner else ""

    def save(self, *args, **kwargs):
        """Write the row and its history entry together. Raises UnrecordedWrite outside writing.act()."""
        writing.current()
        if kwargs.get("update_fields") is not None:
            raise writing.UnrecordedWrite("A record is saved whole, so that its entry shows what was stored.")
        self.version += 1
        try:
            super().save(*args, **kwargs)
        except BaseException:
            self.version -= 1
            raise

    def delete(self, *args, **kwargs):
        raise ValidationError(_("A record of governance is archived, never deleted."), code="never_deleted")


def record_models():
    """Every model of the record: all of them, and nothing else, are guarded and chained."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


class AuditEntry(models.Model):
    """One link of the chain: a history row's payload, sealed with the digest of the entry before.

    ``seq`` runs from 1 without gaps in the order of recording. ``digest`` is chain.digest_of(seq, prev,
    payload_digest). Only added to: the database refuses every change and deletion.
    """

    seq = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=80)
    object_pk = models.BigIntegerField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=1)
    history_id = models.BigIntegerField()
    actor = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    payload = models.TextField()
    payload_digest = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "object_pk", "version"], name="audit_one_entry_a_version"
            )
        ]
        indexes = [
            models.Index(fields=["table", "seq"], name="audit_by_table"),
            models.Index(fields=["actor", "seq"], name="audit_by_actor"),
            models.Index(fields=["recorded_at", "seq"], name="audit_by_moment"),
            models.Index(SealedKind("payload"), "seq", name="audit_by_kind"),
        ]

    def __str__(self):
        return f"{self.seq} {self.digest}"


class Checkpoint(models.Model):
    """The chain's head at a moment, kept to be given to somebody outside; ``signature`` is Ed25519, hex, or empty.

    Whoever holds one can prove later that nothing up to it was changed, and that nothing of it is missing.
    """

    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    purpose = models.CharField(max_length=200)
    signature = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.seq} {self.digest}"


class Erasure(Record):
    """A lawful erasure of personal data: the one exception to a history that nobody can change.

    ``after`` holds, by number of the entry, the SHA-256 of what remains of its payload, so that nothing but the
    named fields could have been changed with it.
    """

    erased_table = models.CharField(_("kind of record"), max_length=80)
    erased_pk = models.BigIntegerField(_("record"))
    fields = models.JSONField(_("fields erased"))
    ground = models.TextField(_("ground in law"))
    after = models.JSONField(_("what remains"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("erasure")

    def __str__(self):
        return f"{self.erased_table} {self.erased_pk}"


class LanguageConfirmation(Record):
    """Somebody read the Welsh and the English of a record, as it stood in a version, and they say the same."""

    of_table = models.CharField(_("kind of record"), max_length=80)
    of_pk = models.BigIntegerField(_("record"))
    of_version = models.PositiveIntegerField(_("version of the record"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("confirmation of both languages")
        constraints = [models.UniqueConstraint(fields=["of_table", "of_pk"], name="languages_confirmed_once")]

    def __str__(self):
        return f"{self.of_table} {self.of_pk}"


class StoredFile(models.Model):
    """The bytes of a file under their own SHA-256: the record keeps the digest, so an exchanged file is found out.

    One row for all records that hold the same bytes; the database refuses to change or delete it.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self):
        return self.sha256
