"""Writing a document: beginning it from the record, its sections in two languages, and what is said of them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports import kinds, policies
from reports.content.blocks import check_placed
from reports.models import Document, Section, SectionComment
from saferwales.audit import conflict, writing
from saferwales.web import bounds
from saferwales.web.prose import PLACED
from workstreams.models import Programme

TEXTS = ("heading_en", "heading_cy", "body_en", "body_cy")


def _lock(document):
    return writing.lock(Document.objects.select_related("programme"), pk=document.pk)


def _day(record):
    """What is written today is true from today, and never from before what was written last."""
    return max(policies.today(), record.last_day_) if record.last_day_ else policies.today()


def _free_key(programme, kind):
    taken = set(Document.objects.filter(programme=programme).values_list("key", flat=True))
    names = [kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


@transaction.atomic
def start_document(*, programme, kind, by, title_en, title_cy="", as_at=None, subject=None):
    """Begin a document of a kind: its sections are written from the record in both languages. Returns the Document.

    ``subject`` is the work-stream, letter or meeting that it is about, where its kind needs one.
    """
    programme = writing.lock(Programme.objects, pk=programme.pk)
    found = kinds.every().get(kind)
    policies.check_can_start(by, programme, found)
    if found is None:
        raise ValidationError({"kind": _("There is no such kind of document.")})
    _check_subject(found, programme, subject)
    check_day(as_at)
    facts = {"title_en": title_en, "title_cy": title_cy, "as_at": as_at, "kind": kind}
    if found.about:
        facts[found.about] = subject
    how = {"by": by, "reason": _("Begun from the record"), "effective_on": policies.today()}
    document = writing.enter(Document, programme=programme, key=_free_key(programme, kind), **how, **facts)
    for order, part in enumerate(_prefilled(found, programme, subject), 1):
        writing.enter(Section, document=document, order=order, **how, **part)
    return document


def check_day(as_at):
    """A document prints the record of a day that has come."""
    if as_at and as_at > policies.today():
        raise ValidationError({"as_at": _("The day lies in the future. Enter a day that has come.")})


def _check_subject(kind, programme, subject):
    if not kind.about:
        return
    if subject is None:
        raise ValidationError({"subject": _("Choose what the document is about.")})
    owner = subject.board.programmes.all() if kind.about == "meeting" else [subject.programme]
    if programme not in owner:
        raise ValidationError({"subject": _("Choose something of this programme.")})


def _prefilled(kind, programme, subject):
    """The facts of each section: English first; Welsh only where it says something of its own."""
    found = {}
    for language in kinds.LANGUAGES:
        with override(language):
            found[language] = [(key, str(heading), body, annex) for key, heading, body, annex in kind.sections(programme, subject)]  # fmt: skip
    for (key, heading, body, annex), (_key, welsh, welsh_body, _annex) in zip(
        found["en"], found["cy"], strict=True
    ):
        yield {
            "key": key,
            "is_annex": annex,
            "heading_en": heading,
            "heading_cy": "" if welsh == heading else welsh,
            "body_en": body,
            "body_cy": "" if welsh_body == body and _has_words(body) else welsh_body,
        }


def _has_words(body):
    """Whether somebody must write it in each language: a body of placed blocks alone speaks by itself."""
    return any(line.strip() and not PLACED.fullmatch(line.strip()) for line in body.splitlines())


@transaction.atomic
def edit_document(*, document, by, reason, expected_version=None, **facts):
    """Change a draft's titles or its day. Raises Conflict where somebody else changed it meanwhile."""
    document = _lock(document)
    policies.check_can_edit(by, document)
    conflict.check_version(document, expected_version)
    check_day(facts.get("as_at"))
    return writing.amend(document, by=by, reason=reason, effective_on=_day(document), **facts)


def _check_bounds(document, section, texts):
    """No field, and no document in one language, is more than can be printed."""
    bounds.check_fields(texts, *TEXTS)
    for name in TEXTS:
        try:
            check_placed(texts.get(name, ""))
        except ValidationError as refused:
            raise ValidationError({name: refused}) from None
    others = Section.objects.filter(document=document, archived=False).exclude(pk=section and section.pk)
    for language in kinds.LANGUAGES:
        names = (f"heading_{language}", f"body_{language}")
        kept = [text for row in others.values_list(*names) for text in row]
        try:
            bounds.check_document([*kept, *(texts.get(name, "") for name in names)])
        except ValidationError as refused:
            raise ValidationError({names[1]: refused}) from None


def _own_key(document, heading):
    """A key of the section's own, from its heading; keys of sections that were removed are not given again."""
    base = slugify(heading)[:34] or "section"
    taken = set(Section.objects.filter(document=document).values_list("key", flat=True))
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


@transaction.atomic
def add_section(*, document, by, reason="", is_annex=False, **texts):
    """Add a section after the others. Returns the Section."""
    document = _lock(document)
    policies.check_can_add_section(by, document)
    _check_bounds(document, None, texts)
    last = Section.objects.filter(document=document).aggregate(last=Max("order"))["last"] or 0
    return writing.enter(
        Section,
        by=by,
        reason=reason,
        effective_on=policies.today(),
        document=document,
        key=_own_key(document, texts.get("heading_en", "")),
        order=last + 1,
        is_annex=is_annex,
        **texts,
    )


def _lock_section(section):
    return writing.lock(Section.objects.select_related("document__programme"), pk=section.pk)


@transaction.atomic
def save_section(*, section, by, reason="", expected_version=None, **facts):
    """Write a section in both languages; each save is a version. Raises Conflict where somebody was first."""
    section = _lock_section(section)
    policies.check_can_edit(by, section.document)
    conflict.check_version(section, expected_version)
    _check_bounds(section.document, section, {name: getattr(section, name) for name in TEXTS} | facts)
    return writing.amend(section, by=by, reason=reason, effective_on=_day(section), **facts)


@transaction.atomic
def remove_section(*, section, by, reason):
    """Take a section out of the document; its history keeps it."""
    section = _lock_section(section)
    policies.check_can_edit(by, section.document)
    policies.check_reason(reason)
    return writing.amend(section, by=by, reason=reason, effective_on=_day(section), archived=True)


@transaction.atomic
def comment(*, section, by, text):
    """Say something of a section. Returns the SectionComment."""
    section = _lock_section(section)
    policies.check_can_comment(by, section.document)
    if not text.strip():
        raise ValidationError({"text": _("Write what you have to say of this section.")})
    if len(text) > bounds.MOST_CHARACTERS:
        bounds.check(text)
    author = None if getattr(by, "is_system", False) else by
    facts = {"section": section, "author": author, "said_on": policies.today(), "text": text}
    return writing.enter(SectionComment, by=by, reason=_("Commented"), effective_on=policies.today(), **facts)


@transaction.atomic
def resolve(*, comment, by):
    """Say that a comment is settled; it stays readable. One that is settled already stays so."""
    comment = writing.lock(
        SectionComment.objects.select_related("section__document__programme"), pk=comment.pk
    )
    policies.check_can_comment(by, comment.section.document)
    return writing.amend(comment, by=by, reason=_("Resolved"), effective_on=_day(comment), resolved=True)
