"""The register of letters and the handovers: every item with its answer, and answers that nobody asked for."""

from datetime import date

import pytest

from boards.models import Decision, Meeting, Person
from objectives import actions
from objectives.models import Handover, HandoverItem, Letter, LetterAnswer, LetterItem, LetterParty
from tests.builders import (
    ACTOR,
    enter,
    make_board,
    make_objective,
    make_programme,
    make_user,
    make_workstream,
)

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2
ASKED, AGREED, ANSWERED = date(2020, 9, 15), date(2020, 9, 24), date(2020, 11, 4)


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def reader(client, programme):
    user = make_user("Ann", programme, "secretary")
    client.force_login(user)
    return user


def make_letter(programme, key, **facts):
    return enter(
        Letter, programme=programme, key=key, **{"direction": "sent", "title_en": f"Letter {key}", **facts}
    )


def make_item(letter, key, kind="request", **facts):
    return enter(LetterItem, letter=letter, key=key, kind=kind, **{"words": f"Words of {key}", **facts})


@pytest.fixture
def asking(programme):
    """A letter that asks for four things and claims one."""
    letter = make_letter(programme, "asking", dated_on=ASKED, date_known_from="From its answer only.")
    for order, key in enumerate(("Q1", "Q2", "Q3", "Q4")):
        make_item(letter, key, order=order)
    make_item(letter, "C1", "claim", order=9)
    return letter


@pytest.fixture
def reply(programme, asking):
    """Its answer: one accepted, one in part, one passed over, and a duty that nobody asked for."""
    letter = make_letter(programme, "reply", direction="received", dated_on=ANSWERED, in_reply_to=asking)
    items = {item.key: item for item in asking.items.all()}
    for key, item, outcome in (
        ("A1", items["Q1"], "accepted"),
        ("A2", items["Q2"], "partly"),
        ("A3", items["Q3"], "not_answered"),
        ("A4", None, "under_discussion"),
    ):
        enter(LetterAnswer, letter=letter, item=item, key=key, outcome=outcome, words=f"Words of {key}")
    return letter


def root(programme, kind="letters"):
    return f"/en/programmes/{programme.slug}/{kind}/"


def states(response):
    return {row.item.key: row.state for group in response.context["groups"] for row in group["rows"]}


def test_the_register_says_how_a_date_is_known_and_what_is_answered(client, programme, reader, reply):
    person = enter(Person, slug="pat", name="Pat Jones")
    enter(LetterParty, letter=reply, side="from", person=person, name_as_printed="P. Jones")
    enter(LetterParty, letter=reply, side="to", board=programme.governing_board)
    response = client.get(root(programme))
    text = " ".join(response.content.decode().split())
    assert [row["letter"].key for row in response.context["rows"]] == ["asking", "reply"]
    assert "15 September 2020" in text and "From its answer only." in text
    assert "P. Jones" in text and programme.governing_board.name in text
    assert (
        "Of 4 items that call for an answer or got one: 1 answered, 1 answered in part, 2 not answered"
        in text
    )


def test_each_item_stands_with_its_answer_and_the_unasked_apart(client, programme, reader, asking, reply):
    response = client.get(f"{root(programme)}asking/")
    assert states(response) == {
        "Q1": "answered",
        "Q2": "partly",
        "Q3": "not_answered",
        "Q4": "not_answered",
        "C1": "",
    }
    assert [answer.key for answer in response.context["never_asked"]] == ["A4"]
    text = response.content.decode()
    assert "No letter of the register answers it." in text
    assert "Answered though never asked" in text
    assert "It changes nothing in the record." in text
    assert response.context["replies"] == [reply]


def test_the_reply_shows_what_it_answers(client, programme, reader, asking, reply):
    response = client.get(f"{root(programme)}reply/")
    assert [answer.key for answer in response.context["gives"]] == ["A1", "A2", "A3", "A4"]
    text = response.content.decode()
    assert "Never asked" in text and "In reply to" in text
    assert response.context["never_asked"] == []


def test_the_text_of_a_letter_never_becomes_markup(client, programme, reader):
    make_letter(programme, "L1", body_en="First <script>x</script>\n\nSecond", letterhead=["Head <b>"])
    text = client.get(f"{root(programme)}L1/").content.decode()
    assert "<p>First &lt;script&gt;" in text and "<p>Second</p>" in text and "Head &lt;b&gt;" in text


@pytest.fixture
def handover(programme, asking, reply):
    """An objective agreed and then accepted, another declined, and a duty never asked for."""
    receiver = make_board(name_en="The new board")
    decision = enter(
        Decision,
        meeting=enter(Meeting, board=receiver, held_on=AGREED),
        number=1,
        wording_en="Content to govern them",
    )
    made = enter(
        Handover, programme=programme, giver=programme.governing_board, receiver=receiver,
        asked_on=ASKED, letter=asking, title_en="To the new board",
    )  # fmt: skip
    workstream = make_workstream(programme)
    items = [
        enter(HandoverItem, handover=made, order=number, objective=make_objective(workstream))
        for number in range(2)
    ]
    items.append(enter(HandoverItem, handover=made, order=9, duty_en="Keep the table", asked=False))
    for item, day, answer, rests in (
        (items[0], AGREED, "agreed", {"decision": decision}),
        (items[2], ANSWERED, "under_discussion", {"letter": reply}),
    ):
        actions.answer_item(
            item=item, by=ACTOR, answered_on=day, answer=answer, words=f"We say {answer}", **rests
        )
    return made


def test_a_handover_shows_each_answer_and_what_it_rests_on(client, programme, reader, handover):
    response = client.get(f"{root(programme, 'handovers')}{handover.pk}/")
    row = response.context["row"]
    assert (row["asked"], len(row["never_asked"])) == (2, 1)
    assert {one["answer"]: one["count"] for one in row["answers"]} == {"awaiting": 1, "agreed": 1}
    text = " ".join(response.content.decode().split())
    assert "Never asked for" in text and "Keep the table" in text
    assert "Decision 1 of" in text and "24 September 2020" in text and "We say agreed" in text
    assert "Letter reply" in text and "Under discussion" in text


def test_handovers_are_listed(client, programme, reader, handover):
    text = client.get(root(programme, "handovers")).content.decode()
    assert "To the new board" in text and "The new board" in text


def test_an_outsider_finds_nothing(client, programme, asking, handover):
    client.force_login(make_user("Olwen", make_programme(), "manager"))
    ends = ("letters/", "letters/asking/", "handovers/", f"handovers/{handover.pk}/")
    for end in ends:
        assert client.get(f"/en/programmes/{programme.slug}/{end}").status_code == 404


def test_another_programmes_letters_and_handovers_do_not_exist_here(client, reader, asking, handover):
    other = make_programme()
    client.force_login(make_user("Aled", is_auditor=True))
    assert client.get(f"{root(other)}asking/").status_code == 404
    for pk in (handover.pk, 2**80):
        assert client.get(f"{root(other, 'handovers')}{pk}/").status_code == 404


@pytest.mark.parametrize("times", [1, 20])
def test_statements_are_few_and_constant(client, programme, reader, asking, times, django_assert_num_queries):
    other = make_board()
    for number in range(times):
        answering = make_letter(programme, f"L{number}", in_reply_to=asking)
        enter(LetterParty, letter=answering, side="to", board=make_board())
        enter(LetterParty, letter=asking, side="to", board=make_board())
        objective = make_objective(make_workstream(programme))
        item = make_item(asking, f"I{number}", objective=objective)
        enter(LetterAnswer, letter=answering, item=item, key="A", outcome="accepted")
        enter(LetterAnswer, letter=answering, key="B", outcome="accepted")
        made = enter(
            Handover, programme=programme, giver=other, receiver=programme.governing_board, title_en="H",
            letter=asking,
        )  # fmt: skip
        enter(HandoverItem, handover=made, objective=objective)
    pages = {
        "letters/": 1,
        "letters/asking/": 1,
        "letters/L0/": 1,
        "handovers/": 1,
        f"handovers/{made.pk}/": 2,
    }
    for end, count in pages.items():
        client.get(f"/en/programmes/{programme.slug}/{end}")
        with django_assert_num_queries(count + SESSION_AND_USER):
            client.get(f"/en/programmes/{programme.slug}/{end}")
