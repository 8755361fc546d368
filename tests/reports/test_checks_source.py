"""The checks over the documents of 2018-2020: which of the documented inconsistencies they find, by number."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from objectives.models import Letter
from reports import actions, issue_findings
from reports.checks import run
from reports.checks.record import Checks
from reports.models import FindingOverride
from saferwales.audit.asat import Reading
from tests import builders
from workstreams.models import Programme

# The number in source/data/inconsistencies.md: the rule that finds it, and words that the finding quotes.
DOCUMENTED = {
    "A1": ("chair", "Safer Communities Programme Board which you chaired"),
    "A2": ("count", "a small number of outstanding objectives"),
    "A4": ("chairs", "Safer Communities Board"),
    "A5": ("new-body", "recently established Safer Communities Board"),
    "A6": ("unasked", "regular updating of the table"),
    "A8": ("unanswered", "they would be happy to continue"),
    "A9": ("overclaim", "The chairs have agreed to the request"),
    "A10": ("final-draft", "final report produced – final draft"),
    "A14": ("placeholder", "TBC – whose actions?"),
    "A15": ("near-names", "Safer Communities Board / North Wales Safer Communities Board"),
    "A16": ("which-board", "The Board agreed there was a case"),
    "A17": ("position-reference", "previous bullet point"),
    "A19": ("empty", "Annex A – WAO 2016 Report: Recommendations"),
    "B21": ("person", "Dafydd Llewelyn / Dafydd Llywelyn"),
    "B23": ("title", "Naomi Alleyne: Director Welsh Local Government Association (WLGA) / Deputy CEO, WLGA"),
    "B24": ("acronym", "Senior Responsible Officer / Senior Responsible Owner"),
    "B25": (
        "title",
        "Dyfed Powys, Police Crime Commissioner (PCC) / Dyfed Powys, Police & Crime Commissioner",
    ),
    "B26": ("title", "Mid & West Wales Fire & Rescue Service"),
    "B28": ("name-variants", "Director Local Government / Director of Local Government"),
    "B29": ("name-variants", "Safer Community Programme"),
    "B31": (
        "name-variants",
        "Policing Partnership Board for Wales / Policing and Partnership Board for Wales",
    ),
    "B32": ("name-variants", "Criminal Justice in Wales Board / Wales Criminal Justice Board"),
    "B33": ("name-variants", "Commission on Justice in Wales / Justice Commission for Wales"),
    "B34": ("name-variants", "Safer Communities Network for Wales / Wales Safer Communities Network"),
    "B35": ("name-variants", "Multi Agency Data & Analysis Hub / Wales Multi-Agency Data & Analysis Hub"),
    "B40": ("name-variants", "Residential Centre for Women / Residential Women’s Centre"),
    "B42": ("spelling", "Principal Analyst / Principle Analyst"),
    "B43": ("acronym", "HM Prison and Probation Service / Her Majesty’s Prison and Probation Service"),
    "B46": ("acronym-unexplained", "WASPI"),
    "C47": ("wording", "Evidence based and intelligence led / Evidence-based and intelligence-led"),
    "C48": ("wording", "Supported by appropriate skills and knowledge"),
    "C49": ("wording", "Sustainable resourced and locally appropriate"),
    "C50": ("wording", "Preventing and intervening as soon as possible"),
    "C51": ("wording", "Statement 2 of the vision"),
    "C53": ("hyphen", "work stream / work-stream / workstream"),
    "D54": ("date", "5-year programme (ending 2022)"),
    "D56": ("year-missing", "24th September"),
    "D57": ("date-style", "1st June 2020 / 1 December 2019"),
    "D58": ("page-reference", "pages 3-8"),
    "E59": ("numbering", "annex-d, document-1"),
    "E60": ("reference", "listed in Annex A below"),
    "E62": ("label-case", "document 4"),
    "E63": ("order", "closure-report-4 / closure-report-5"),
    "E64": ("reworded", "Establish the Community Safety Network"),
    "E65": ("glossary", "Public Account Committee"),
}
BLOCKING_BY_NUMBER = {"A1", "A9", "A10", "A14", "A19", "B21", "B23", "B24", "D54", "E60"}


@pytest.fixture(scope="module")
def found_once(loaded_once, django_db_blocker):
    """What is found in the loaded programme, which no test of it changes for another."""
    with django_db_blocker.unblock():
        return Checks(Reading(), Programme.objects.get())


@pytest.fixture
def checks(found_once, programme):
    return found_once


@pytest.fixture
def secretary(client, programme):
    user = builders.make_user("Elin", programme, "secretary")
    client.force_login(user)
    return user


@pytest.mark.parametrize("number", DOCUMENTED)
def test_the_documented_case_is_found(checks, number):
    rule, words = DOCUMENTED[number]
    found = [one for one in checks.findings if one.rule == rule and words in one.words]
    assert found, f"{number} is not found"
    if number in BLOCKING_BY_NUMBER:
        assert found[0].may_be_overridden


def test_the_table_of_contradicted_objectives_is_found(checks):
    """A2, seen from the other side: six objectives are said to be governed, and asked for all the same."""
    assert sum(one.rule == "contradicted" and one.may_be_overridden for one in checks.findings) == 6


@pytest.mark.parametrize(
    ("rule", "documents"),
    [
        ("person", {"closure-report", "covering-report", "document-3"}),
        ("title", {"closure-report", "covering-report", "document-3", "document-4"}),
        ("acronym", {"closure-report", "covering-report"}),
    ],
)
def test_what_does_not_go_together_concerns_every_document_that_prints_it(checks, rule, documents):
    """B21, B23, B24: the spelling of the letter's appendix is none of the report's, and stops both."""
    (found,) = [one for one in checks.findings if one.rule == rule and one.may_be_overridden]
    assert found.documents == documents


def test_a_letter_is_stopped_by_its_own_appendix(programme):
    letter = Letter.objects.get(key="document-3")
    before = {one.key for one in issue_findings.of_letter(letter)}
    given = FindingOverride.objects.get(finding="person:dafydd-llewelyn-dafydd-llywelyn")
    actions.withdraw_override(override=given, by=builders.ACTOR, reason="To be answered")
    assert {one.key for one in issue_findings.of_letter(letter)} - before == {given.finding}


def test_appendix_e_of_another_document_is_looked_for_there(checks):
    (found,) = [one for one in checks.findings if "Appendix E of the closure report" in one.words and one.rule == "reference"]  # fmt: skip
    assert "“Annex E”" in found.sentence


def test_quarters_that_were_due_are_missed_and_later_ones_are_not(checks):
    late = {one.words for one in checks.findings if one.key.startswith("empty:gwent")}
    assert late == {"April 2020"}


def test_what_was_published_stands_overridden(checks):
    """Prose and tables of the pack stand as they were printed, also where they contradict each other."""
    assert checks.blocking == []
    given = [one for one in checks.findings if one.override]
    assert len(given) == FindingOverride.objects.filter(archived=False).count() == 23
    assert {one.override.why for one in given} == {"As published in 2020."}


def test_keys_are_each_given_once_and_fit_into_an_override(checks):
    keys = [one.key for one in checks.findings]
    assert len(keys) == len(set(keys)) and max(map(len, keys)) <= 250


def test_keys_do_not_change_with_the_language_of_the_reader(programme, checks):
    from django.utils.translation import override

    with override("cy"):
        again = Checks(Reading(), programme)
    blocking = {one.key for one in checks.findings if one.may_be_overridden}
    assert {one.key for one in again.findings if one.may_be_overridden} == blocking


def test_the_rules_take_less_than_two_seconds(checks):
    started = time.process_time()
    run(checks.inspected)
    assert time.process_time() - started < 2


class TestPage:
    KEY = "placeholder:document-3:letter:dear-chairs"

    def test_what_blocks_comes_first_and_style_is_folded(self, client, programme, secretary):
        given = FindingOverride.objects.get(finding=self.KEY)
        actions.withdraw_override(override=given, by=builders.ACTOR, reason="The chairs are known now")
        page = client.get(reverse("reports:checks", args=[programme.slug])).content.decode()
        assert "1 finding stops documents from being issued." in page
        places = [
            page.index(words) for words in ("Dear CHAIRS", "TBC – whose", "Matters of style", "pages 3-8")
        ]
        assert places == sorted(places)
        assert "As published in 2020." in page and "<details>" in page
        assert page.count("Override with a reason") == 1

    def test_the_override_of_a_check_is_withdrawn_and_given_anew(self, client, programme, secretary):
        given = FindingOverride.objects.get(finding=self.KEY)
        back = reverse("reports:withdraw_override", args=[programme.slug, given.pk])
        after = client.post(back, {"reason": "The chairs are known now"})
        assert after.url == reverse("reports:checks", args=[programme.slug])
        address = reverse("reports:override", args=[programme.slug])
        form = client.get(address, {"finding": self.KEY})
        assert "Dear CHAIRS" in form.content.decode()
        given = client.post(address, {"finding": self.KEY, "reason": "It was so"})
        assert given.url == reverse("reports:checks", args=[programme.slug])
        assert Checks(Reading(), programme).get(self.KEY).override.why == "It was so"
        assert "Nothing found here stops documents" in client.get(given.url).content.decode()

    def test_a_matter_of_style_is_not_overridden(self, client, programme, secretary, checks):
        key = next(one.key for one in checks.findings if not one.may_be_overridden)
        address = reverse("reports:override", args=[programme.slug])
        assert client.get(address, {"finding": key}).status_code == 404
        with pytest.raises(ValidationError, match="not there any more"):
            actions.override_finding(programme=programme, finding=key, by=builders.ACTOR, reason="r")

    def test_an_sro_reads_and_may_not_override(self, client, programme):
        client.force_login(builders.make_user("Sion", programme, "sro"))
        page = client.get(reverse("reports:checks", args=[programme.slug])).content.decode()
        assert "Override with a reason" not in page and "Withdraw the override" not in page
