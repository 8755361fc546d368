"""The page of gaps counts what lacks a language, leads to each text, and lets somebody confirm both; what is behind
stops documents."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from objectives.models import Objective, Recommendation
from reports import languages
from reports.checks.record import Checks
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests import builders
from workstreams.models import Barrier

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    stream = builders.make_workstream()
    builders.make_objective(stream, label_en="Help line", label_cy="Llinell gymorth")
    builders.make_objective(stream, label_en="Train helpers")
    facts = {"number": "1", "order": 1, "text_en": "No money", "text_cy": "Dim arian"}
    barrier = builders.enter(Barrier, programme=stream.programme, **facts)
    client.force_login(builders.make_user("Mair", stream.programme, "secretary"))
    return client, stream.programme, barrier


def leave_behind(barrier, words="Little money"):
    return writing.amend(barrier, by=builders.ACTOR, reason="r", effective_on=builders.START, text_en=words)


def page(client, name, *args, language="en"):
    with translation.override(language):
        answer = client.get(reverse(f"reports:{name}", args=args))
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_the_gaps_are_counted_by_kind_and_lead_to_the_texts(world):
    client, programme, _barrier = world
    shown = page(client, "languages", programme.slug)
    address = reverse("reports:language_gap", args=[programme.slug, "objective", "label", "cy_missing"])
    assert f'href="{address}">1<span' in shown
    listed = page(client, "language_gap", programme.slug, "objective", "label", "cy_missing")
    assert "Train helpers" in listed and "Help line" not in listed


def test_the_counts_are_downloaded(world):
    client, programme, _barrier = world
    lines = page(client, "languages_csv", programme.slug).splitlines()
    assert lines[0].endswith(
        "Kind of record,Text,Records with words,Welsh missing,English missing,Welsh behind,English behind"
    )
    assert "Objective,Short name,2,1,0,0,0" in lines
    assert (
        "Rhwystr,Testun,1,0,0,0,0"
        in page(client, "languages_csv", programme.slug, language="cy").splitlines()
    )


def test_what_belongs_to_another_programme_is_not_counted(world):
    client, programme, _barrier = world
    builders.enter(Barrier, programme=builders.make_programme(), number="1", order=1, text_en="Theirs")
    shown = page(client, "language_gap", programme.slug, "barrier", "text", "cy_missing")
    assert "Theirs" not in shown and "No text has this gap now" in shown


@pytest.mark.parametrize(
    "of", [("nothing", "text", "cy_missing"), ("barrier", "note", "cy_missing"), ("barrier", "text", "x")]
)
def test_an_address_that_names_nothing_is_not_found(world, of):
    client, programme, _barrier = world
    assert client.get(reverse("reports:language_gap", args=[programme.slug, *of])).status_code == 404


def test_a_text_left_behind_is_confirmed_with_a_reason(world):
    client, programme, barrier = world
    leave_behind(barrier)
    shown = page(client, "language_gap", programme.slug, "barrier", "text", "cy_behind")
    address = reverse("reports:confirm_languages", args=[programme.slug, "barrier", barrier.pk])
    assert address in shown and '<span lang="cy">Dim arian</span>' in shown
    form = client.get(address)
    base = form.context["form"]["base"].value()
    refused = client.post(address, {"base": base, "reason": ""})
    assert refused.status_code == 422 and "This field is required" in refused.content.decode()
    assert client.post(address, {"base": base, "reason": "Read together"}).status_code == 302
    assert "No text has this gap now" in page(
        client, "language_gap", programme.slug, "barrier", "text", "cy_behind"
    )


def test_a_confirmation_of_words_that_have_changed_is_refused_and_kept_in_the_form(world):
    client, programme, barrier = world
    leave_behind(barrier)
    address = reverse("reports:confirm_languages", args=[programme.slug, "barrier", barrier.pk])
    base = client.get(address).context["form"]["base"].value()
    leave_behind(barrier, "No money whatever")
    refused = client.post(address, {"base": base, "reason": "Read together"})
    assert refused.status_code == 422
    assert (
        "changed since you read it" in refused.content.decode()
        and "Read together" in refused.content.decode()
    )


def test_what_is_behind_stops_documents_until_it_is_settled(world):
    _client, programme, barrier = world

    def found():
        return [one for one in Checks(Reading(), programme).findings if one.rule == "language" and one.blocks]

    assert found() == []
    leave_behind(barrier)
    (one,) = found()
    assert one.place == "Barrier: 1" and "English text was changed after the Welsh" in one.sentence
    writing.amend(
        Barrier.objects.get(),
        by=builders.ACTOR,
        reason="r",
        effective_on=builders.START,
        text_cy="Ychydig arian",
    )
    assert found() == []


def test_every_kind_with_two_languages_belongs_to_a_programme_or_is_shared(world):
    client, programme, _barrier = world
    user = builders.make_user("Adm", is_administrator=True)
    own, shared = languages.owned(Reading(), programme), languages.shared(Reading(), user)
    assert set(own) | set(shared) == set(languages.models().values()) and not set(own) & set(shared)
    assert Objective in own and len(own) > 20 and len(shared) == 7


def _main_pages(stream):
    """A record of each kind that has a page of its own, with its Welsh behind."""
    programme = stream.programme
    words = {"key": "R1", "order": 1, "label_en": "R", "label_cy": "A", "text_en": "R"}
    made = [
        (programme, {"name_cy": "Rhaglen"}, {"name_en": "Programme anew"}),
        (stream, {"principle_cy": "Egwyddor"}, {"principle_en": "Principle anew"}),
        (builders.make_objective(stream, label_cy="Amcan"), {}, {"label_en": "Objective anew"}),
        (builders.enter(Recommendation, programme=programme, **words), {}, {"label_en": "R anew"}),
        (builders.make_board(name_cy="Bwrdd"), {}, {"name_en": "Board anew"}),
    ]
    for record, *changes in made:
        for texts in changes:
            how = {"by": builders.ACTOR, "reason": "r", "effective_on": timezone.localdate()}
            record = writing.amend(type(record).objects.get(pk=record.pk), **how, **texts)
        yield record.get_absolute_url()


def test_each_main_page_says_to_its_editors_which_language_is_behind(client):
    stream = builders.make_workstream()
    manager = builders.make_user("Mair", stream.programme, "manager")
    auditor = builders.make_user("Aud", is_auditor=True)
    addresses = list(_main_pages(stream))
    for user, seen in ((manager, True), (auditor, False)):
        client.force_login(user)
        pages = [client.get(address).content.decode() for address in addresses]
        assert [("Welsh behind:" in page, "English behind:" in page) for page in pages] == [(seen, False)] * 5
