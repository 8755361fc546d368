"""The source's story replayed by roles, from the programme board of 15 June 2020 to the reply of 4 November."""

from datetime import date

import pytest
from django.urls import reverse

from objectives.models import HandoverItem, Objective
from tests.browser import story
from tests.browser.test_story import sign_in, sign_out

pytestmark = [pytest.mark.needs_chromium]
ASKED = (
    "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "4.1", "4.2",
    "4.3", "4.4",
)  # fmt: skip
BOARD = "Safer Communities Board (pan Wales)"
ANNEX_E = "regular updating of the table included as Appendix E of the closure report"


@pytest.fixture
def office(page, served, tmp_path):
    """The programme as it stood on 15 June 2020, and a browser in which its people take turns."""
    programme = story.load_as_of_june(tmp_path / "safer-communities-2018-2020")
    return Office(page, served, programme, story.people(programme))


class Office:
    """One browser in front of which people sit down in turn."""

    def __init__(self, page, served, programme, people):
        self.page, self.served, self.programme, self.people = page, served, programme, people
        self.seated = False

    def sit_down(self, who):
        if self.seated:
            sign_out(self.page, self.served)
        sign_in(self.page, self.served, self.people[who])
        self.seated = True

    def open(self, name, *args):
        self.page.goto(f"{self.served.url}{reverse(name, args=[self.programme.slug, *args])}")

    def day(self, legend, day, month, year):
        boxes = self.page.get_by_role("group", name=legend)
        for label, part in (("Day", day), ("Month", month), ("Year", year)):
            boxes.get_by_label(label).fill(str(part))

    def press(self, name):
        self.page.get_by_role("button", name=name).click()


def enter_letter(office, title, direction, day, month):
    """The programme office's secretary enters a letter of 2020 into the register."""
    page = office.page
    office.sit_down("office")
    office.open("objectives:letters")
    page.get_by_role("link", name="Enter a letter").click()
    page.get_by_label(direction, exact=True).check()
    page.get_by_label("Title (English)").fill(title)
    office.day("Date of the letter", day, month, 2020)
    page.get_by_label("Reason").fill("Entered from the file")
    office.press("Enter the letter")
    page.get_by_text("The letter is in the register.").wait_for()


def offer(office):
    """The programme manager asks, by the letter of 15 September, for seventeen objectives."""
    page = office.page
    office.sit_down("manager")
    office.open("objectives:offer")
    page.get_by_label("Receiving board").select_option(label=BOARD)
    page.get_by_label("Title (English)").fill("Outstanding objectives to the Safer Communities Board")
    for key in ASKED:
        page.get_by_role("checkbox", name=f"{key} ").check()
    office.day("Asked on", 15, 9, 2020)
    page.get_by_label("By which letter").select_option(label="SRO closure letter to the chairs")
    page.get_by_label("Reason").fill("The programme has reached its conclusion")
    office.press("Record the offer")
    page.get_by_text("17 items asked for").wait_for()
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


def tick_each(boxes):
    """Tick every box of a form, once the form is there: a link answers before its page does."""
    boxes.first.wait_for()
    for box in boxes.all():
        box.check()


def meet(office):
    """The receiving board's secretary plans the meeting of 24 September, and writes down what it decided."""
    page = office.page
    office.sit_down("secretary")
    page.goto(f"{office.served.url}{reverse('boards:plan_meeting', args=[story.RECEIVER])}")
    office.day("Day of the meeting", 24, 9, 2020)
    page.get_by_label("Place (English)").fill("Cathays Park")
    office.press("Plan the meeting")
    page.get_by_role("link", name="Add an agenda item").click()
    page.get_by_role("checkbox", name="Outstanding objectives to the Safer Communities Board").check()
    office.press("Put it on the agenda")
    page.get_by_role("link", name="Record the attendance").first.click()
    tick_each(page.get_by_label("Present", exact=True))
    office.press("Record the attendance")
    page.get_by_role("link", name="Record a decision").first.click()
    page.get_by_label("Wording (English)").fill("To take forward the outstanding objectives of Appendix A.")
    tick_each(page.get_by_role("group", name="Items of handovers").get_by_role("checkbox"))
    office.press("Record the decision")
    page.get_by_text("To take forward the outstanding objectives").first.wait_for()


def tick_all(office):
    """Choose every item that the form offers."""
    tick_each(office.page.get_by_role("group", name="Items that the answer is for").get_by_role("checkbox"))


def agree(office, handover):
    """The receiving board's secretary writes down what the meeting of 24 September decided."""
    page = office.page
    office.sit_down("secretary")
    office.open("objectives:answer", handover)
    tick_all(office)
    page.get_by_label("Agreed by the board").check()
    office.day("Answered on", 24, 9, 2020)
    page.get_by_label("At which meeting it was decided").select_option(index=1)
    page.get_by_label("Words of the answer").fill(
        "This was agreed at a meeting of the new Board on 24th September."
    )
    office.press("Record the answer")
    page.get_by_text("The answer to 17 items is recorded.").wait_for()


def accept(office, handover):
    """Its chair accepts all seventeen on 4 November, in one act."""
    page = office.page
    office.sit_down("chair")
    office.open("objectives:answer", handover)
    tick_all(office)
    page.get_by_label("Accepted", exact=True).check()
    office.day("Answered on", 4, 11, 2020)
    page.get_by_label("By which letter it was said").select_option(label="Reply of the chairs")
    page.get_by_label("Words of the answer").fill("The Board is content to provide direction and governance.")
    office.press("Record the answer")
    page.get_by_text("The answer to 17 items is recorded.").wait_for()


def ask_for_annex_e(office, handover):
    page = office.page
    office.sit_down("manager")
    office.open("objectives:add_items", handover)
    page.get_by_label("Duties in words (English)").fill(ANNEX_E)
    office.day("Asked on", 4, 11, 2020)
    page.get_by_label("Reason").fill("Somebody has to keep Annex E")
    office.press("Add the items")
    page.get_by_text("The items are added.").wait_for()


def answer_annex_e(office, handover, answer, day, month, year, words):
    page = office.page
    office.sit_down("chair")
    office.open("objectives:answer", handover)
    page.get_by_label(ANNEX_E).check()
    page.get_by_label(answer, exact=True).check()
    office.day("Answered on", day, month, year)
    page.get_by_label("Words of the answer").fill(words)
    office.press("Record the answer")
    page.get_by_text("The answer to 1 item is recorded.").wait_for()


def waits_for_annex_e(office):
    """Whether the page of closing names Annex E among what stands in the way."""
    office.sit_down("manager")
    office.open("reports:closure")
    conditions = office.page.locator("section[aria-labelledby=condition-dispositions]")
    return conditions.get_by_role("link", name=ANNEX_E).count() == 1


def test_the_programme_of_2020(office):
    enter_letter(office, "SRO closure letter to the chairs", "Sent", 15, 9)
    handover = offer(office)
    meet(office)
    agree(office, handover)
    given = HandoverItem.objects.filter(
        answer="agreed", answered_on=date(2020, 9, 24), decision__isnull=False
    )
    assert given.count() == 17
    assert not Objective.objects.filter(governance_basis="accepted_handover").exists()
    enter_letter(office, "Reply of the chairs", "Received", 4, 11)
    accept(office, handover)
    ask_for_annex_e(office, handover)
    answer_annex_e(office, handover, "Under discussion", 4, 11, 2020, "Further discussions are needed")
    taken = Objective.objects.filter(
        governance_basis="accepted_handover", governing_body__slug=story.RECEIVER
    )
    assert sorted(taken.values_list("key", flat=True)) == sorted(ASKED)
    assert waits_for_annex_e(office)
    office.page.get_by_text("has had it under discussion since 4 November 2020").first.wait_for()
    answer_annex_e(office, handover, "Accepted", 15, 12, 2020, "The Board keeps the table")
    assert not waits_for_annex_e(office)
