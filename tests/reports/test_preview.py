"""A section is seen as it prints while it is being written: in seconds, whatever it is called."""

import time

import pytest
from django.urls import reverse

from reports import actions
from tests import builders

pytestmark = pytest.mark.django_db
SECONDS = 2  # of the processor, for both languages; a person waits for it


@pytest.fixture
def office(client, programme):
    user = builders.make_user("Elin", programme, "secretary")
    client.force_login(user)
    return user


@pytest.fixture
def document(programme, office):
    facts = {"title_en": "Closure report, second edition", "as_at": builders.START}
    return actions.start_document(programme=programme, kind="closure-report", by=office, **facts)


def preview(client, document, name, *key, **typed):
    address = reverse(f"reports:{name}", args=[document.programme.slug, document.key, *key])
    return client.post(address, {"preview": "1", "order": "1", **typed})


def test_each_section_of_the_programme_of_2020_is_seen_in_seconds(client, document, figure):
    took = []
    for section in document.sections.all():
        typed = {"heading_en": section.heading_en, "body_en": section.body_en, "base": str(section.version)}
        began = time.process_time()
        page = preview(client, document, "edit_section", section.key, **typed)
        took.append(time.process_time() - began)
        assert page.status_code == 200 and "languages" in page.context["preview"]
    figure(f"Previews of {len(took)} sections of 2020, in both languages: at most {max(took):.2f} s each")
    assert len(took) >= 7 and max(took) < SECONDS


def test_a_new_section_is_seen_whatever_others_are_called(client, document, office):
    actions.add_section(document=document, by=office, heading_en="New section", body_en="The first of them.")
    typed = {"heading_en": "New section", "body_en": "The second of them."}
    shown = preview(client, document, "new_section", **typed).context["preview"]["languages"]
    assert [str(one["section"].parts[0].content).strip() for one in shown] == [
        "<p>The second of them.</p>"
    ] * 2
