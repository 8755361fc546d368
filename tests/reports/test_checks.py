"""The rules one by one, over texts made for the test: what each finds, and what it leaves alone."""

import time
from datetime import date

import pytest

from reports.checks import BLOCKING, Facts, Inspected, Passage, run
from reports.checks.shapes import Body, Officer, Term, Twin, Wording
from reports.checks.words import mutations

CLEAN = """The programme was set up in March 2026 to make the towns of the region safer.
The Towns Board (TB) met on Tuesday 14 April 2026 and agreed the plan.
It has three work-streams, which are listed in Annex A.
The plan runs for five years from April 2026, ending in 2031.
Mair Evans, Director of Housing, leads the first of them, and Huw Rees leads the second.
The board will report to the council by the end of June 2027.
The work that was planned for the winter is described in section 2.
The Towns Board wrote to the Council of the Region in May 2026 and had its answer in June 2026.
Nobody was left without a home, and that is what the plan had asked for."""


def passage(text, document="report", part="one", heading="1. The work", language="en"):
    return Passage(document, part, heading, language, text, f"{document}, {part}")


def inspect(*texts, facts=None, twins=()):
    passages = [one if isinstance(one, Passage) else passage(one) for one in texts]
    return Inspected(tuple(passages), facts or Facts(), tuple(twins))


def rules(*texts, severity=None, **more):
    return [one.rule for one in run(inspect(*texts, **more)) if severity in (None, one.severity)]


def test_a_clean_report_has_no_finding_at_all():
    facts = Facts(
        dated={"report": date(2026, 9, 30)},
        people=(Officer("Mair Evans", ("Mair Evans",), ("Director of Housing",)), Officer("Huw Rees")),
        boards=(Body("Towns Board", acronym="TB"),),
        totals={"work-streams": 3},
        footnotes=frozenset(),
        numbers=(Wording("R1", "report", "1"),),
        familiar=frozenset({"TB"}),
    )
    texts = [passage(line) for line in CLEAN.splitlines()]
    texts += [
        passage("Two things follow from this.", part="two", heading="2. Winter"),
        passage("The work-streams.", heading="Annex A – List"),
    ]
    assert run(inspect(*texts, facts=facts)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The owner is TBC.", "placeholder"),
        ("The total is […] pounds.", "placeholder"),
        ("The total is [ ] pounds.", "placeholder"),
        ("It costs xx pounds.", "placeholder"),
        ("See ( ) for more.", "placeholder"),
        ("Dear CHAIRS", "placeholder"),
        ("It is set out in Annex F.", "reference"),
        ("As section 9 says, it is so.", "reference"),
        ("A 3-year plan that began in May 2019 (ending 2024).", "date"),
        ("It began on 31 June 2026.", "date"),
        ("We met on Monday 14 April 2026.", "date"),
        ("The plan (2026-2024) was kept.", "date"),
        ("It ran from May 2026 to April 2026.", "date"),
        ("In December 2027 the board agreed it.", "date"),
        ("A broken mark[^x] stands here.", "footnote"),
        ("No footnote has this number[^9].", "footnote"),
        ("The four work-streams are under way.", "count"),
        ("It is set out in recommendation 14.", "reference"),
        ("The final report is attached as a draft.", "final-draft"),
        ("Mair Evanss leads it.", "spelling"),
        ("The Fire Service Board (FSB) and the Free Sports Board (FSB) met.", "acronym"),
    ],
)
def test_it_blocks(text, rule):
    facts = Facts(
        dated={"report": date(2026, 9, 30)},
        people=(Officer("Mair Evans"),),
        totals={"work-streams": 3},
        footnotes=frozenset({1}),
        numbers=(Wording("R1", "report", "1"),),
    )
    assert rule in rules(text, "A call[^1].", facts=facts, severity=BLOCKING)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It is on the the table.", "doubled"),
        ("We met on 24th September.", "year-missing"),
        ("As pages 3-8 say.", "page-reference"),
        ("See the previous paragraph.", "position-reference"),
        ("The workstream began.", "glossary"),
        ("The co-ordinator is a coordinator.", "hyphen"),
        ("We cover the young, Substance Misuse, Housing, Substance Misuse.", "listed-twice"),
        ("It is so, says the ABCD.", "acronym-unexplained"),
        ("The Commission on Roads met, and so did the Roads Commission.", "name-variants"),
    ],
)
def test_it_is_a_matter_of_style(text, rule):
    facts = Facts(terms=(Term("work-stream", ("workstream",)),))
    found = run(inspect(text, facts=facts))
    assert rule in {one.rule for one in found}
    assert not any(one.blocks for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "The duty of section 17 of the Crime and Disorder Act 1998 stands.",
        "In December 2027 the board will agree it.",
        "It ran from May 2025 to April 2026.",
        "A 5-year programme from April 2026, ending in 2031.",
        "He had had enough, and knew that that was all.",
        "One of the two work-streams of the north has ended.",
    ],
)
def test_it_leaves_alone(text):
    facts = Facts(dated={"report": date(2026, 9, 30)}, totals={"work-streams": 3})
    assert rules(text, facts=facts, severity=BLOCKING) == []
    assert "doubled" not in rules(text, facts=facts)


WELSH_FACTS = Facts(
    dated={"report": date(2026, 9, 30)}, numbers=(Wording("R1", "report", "1"),), footnotes=frozenset()
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Dechreuodd ar 31 Mehefin 2026.", "date"),
        ("Dechreuodd ar 31ain o Fehefin 2026.", "date"),
        ("Cyfarfu ddydd Llun 14 Ebrill 2026.", "date"),
        ("Rhaglen tair blynedd o fis Mai 2019, yn dod i ben yn 2024.", "date"),
        ("Parhaodd o fis Mai 2026 i fis Ebrill 2026.", "date"),
        ("Ym mis Rhagfyr 2027 cytunwyd arno.", "date"),
        ("Mae'r rhestr yn Atodiad F.", "reference"),
        ("Gweler ei Hatodiad F.", "reference"),
        ("Fel y dywed adran 9, y mae.", "reference"),
        ("Gweler Dabl 7.", "reference"),
        ("Gweler argymhelliad 14.", "reference"),
        ("Perchennog: I’W GADARNHAU.", "placeholder"),
        ("Annwyl GADEIRYDDION", "placeholder"),
        ("[Rhowch y dyddiad]", "placeholder"),
    ],
)
def test_it_blocks_in_welsh_as_in_english(text, rule):
    assert rules(passage(text, language="cy"), facts=WELSH_FACTS, severity=BLOCKING) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Cyfarfu ddydd Mawrth 14 Ebrill 2026.",
        "Rhaglen bum mlynedd o fis Ebrill 2026, yn dod i ben yn 2031.",
        "Ym mis Rhagfyr 2027 bydd y bwrdd yn cytuno arno.",
        "Dyletswydd adran 17 o Ddeddf Trosedd ac Anhrefn 1998.",
        "Mae'r rhestr yn Atodiad A a'r gwaith yn adran 1.",
        "Dywedwyd mai 2026 fyddai'r flwyddyn.",
    ],
)
def test_it_leaves_alone_in_welsh(text):
    english = passage("The list.", heading="Annex A – List")
    assert rules(passage(text, language="cy"), english, facts=WELSH_FACTS) == []


def test_matters_of_style_in_welsh():
    texts = ["Cyfarfu ar 24 Medi.", "Gweler tudalennau 3-8.", "Gweler y paragraff blaenorol."]
    found = rules(*(passage(text, language="cy") for text in texts), facts=WELSH_FACTS)
    assert found == ["page-reference", "position-reference", "year-missing"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("rhaglen", {"rhaglen", "raglen"}),
        ("bwrdd", {"bwrdd", "fwrdd", "mwrdd"}),
        ("cyfarfod", {"cyfarfod", "gyfarfod", "nghyfarfod", "chyfarfod"}),
        ("Gorffennaf", {"Gorffennaf", "Orffennaf", "Ngorffennaf"}),
        ("llythyr", {"llythyr", "lythyr"}),
        ("atodiad", {"atodiad", "hatodiad"}),
        ("ffrwd", {"ffrwd"}),
        ("Chwefror", {"Chwefror"}),
    ],
)
def test_how_a_welsh_word_begins(word, forms):
    assert mutations(word) == forms


TERMS = (
    Term("work-stream", ("workstream",), ("ffrwd waith", "ffrydiau gwaith"), ("ffrwd gwaith",), asked=True),
    Term("programme", (), ("rhaglen", "rhaglenni"), asked=True),
    Term("Towns Programme Board", (), ("Bwrdd y Rhaglen Trefi",), asked=True),
    Term("Home Office", (), ("Y Swyddfa Gartref",), asked=True),
    Term("Women's Centre", (), ("Canolfan i Fenywod",), asked=True),
    Term("non-devolved", (), ("heb ei ddatganoli", "heb eu datganoli"), asked=True),
    Term("outstanding", (), ("heb ei gyflawni",)),
)


def against_the_glossary(en, cy):
    pair = Twin(passage(cy, language="cy"), en, cy)
    passages = (passage(en), passage(cy, language="cy"))
    found = run(Inspected(passages, Facts(terms=TERMS), pairs=(pair,)))
    assert not any(one.may_be_overridden for one in found)
    return [one.words for one in found if one.rule == "glossary"]


@pytest.mark.parametrize(
    ("en", "cy"),
    [
        ("The programme ended.", "Daeth y rhaglen i ben."),
        ("Two programmes ended.", "Daeth dwy raglen i ben."),
        ("It has six work-streams.", "Mae ganddi chwe ffrwd waith."),
        ("Work-streams of the programme", "Ffrydiau gwaith y Rhaglen"),
        ("It wrote to the Home Office.", "Ysgrifennodd at y Swyddfa Gartref."),
        ("It wrote to the Home Office.", "Ysgrifennodd i’r Swyddfa Gartref."),
        ("The Towns Programme Board met.", "Cyfarfu Bwrdd y Rhaglen Trefi."),
        ("It went to the Towns Programme Board.", "Aeth i Fwrdd y Rhaglen Trefi."),
        ("Two Women’s Centres", "Dwy Ganolfan i Fenywod"),
        ("Functions that are non-devolved", "Swyddogaethau heb eu datganoli"),
        ("What is outstanding", "Yr hyn sydd ar ôl"),  # no sure Welsh: asked of nobody
        ("The home office is at home.", "Gartref y mae."),  # no name
    ],
)
def test_welsh_that_bears_the_terms_of_its_english(en, cy):
    assert against_the_glossary(en, cy) == []


@pytest.mark.parametrize(
    ("en", "cy", "words"),
    [
        ("The programmes ended.", "Daeth y cynlluniau i ben.", ["programmes: rhaglen"]),
        ("Six work-streams", "Chwe llif gwaith", ["work-streams: ffrwd waith"]),
        ("The Towns Programme Board met.", "Cyfarfu bwrdd y rhaglen.", ["Towns Programme Board: Bwrdd y Rhaglen Trefi"]),
        ("It has a workstream.", "Mae ganddi ffrwd waith.", ["workstream"]),
        ("It has a board.", "Mae ganddi ffrwd gwaith.", ["ffrwd gwaith"]),
    ],
)  # fmt: skip
def test_words_against_the_glossary_are_matters_of_style(en, cy, words):
    assert against_the_glossary(en, cy) == words


def test_what_documents_print_alike_is_found_once_and_concerns_each():
    found = run(inspect(passage("TBC", "one"), passage("TBC", "one"), passage("TBC", "two"), passage("TBC or so", "two")))  # fmt: skip
    assert [sorted(one.documents) for one in found] == [["one", "two"], ["one"], ["two"]]
    assert [one.key.split(":")[1] for one in found] == ["one", "one", "two"]


def test_an_empty_part_is_found_in_each_document():
    found = run(inspect(passage("", "one", heading="Annex B"), passage("", "two", heading="Annex B")))
    assert [set(one.documents) for one in found] == [{"one"}, {"two"}]


def test_a_list_of_another_length_than_its_opening_says():
    assert "count" in rules("It made nine reports:", "- The first", "- The second")
    assert "count" not in rules("It made two reports:", "- The first", "- The second")


def test_an_empty_part_and_a_repeated_paragraph_block():
    assert "empty" in rules(passage("", heading="Annex B"), severity=BLOCKING)
    long = (
        "A paragraph that is long enough to be no formula, and that somebody has put into the report twice."
    )
    assert "doubled" in rules(long, long, severity=BLOCKING)


def test_a_person_spelled_two_ways_and_with_two_titles():
    officer = Officer("Mair Evans", ("Mair Evans", "Mair Efans"), ("Director of Housing", "Head of Planning"))
    found = rules("Mair Evans came.", "Mair Efans went.", facts=Facts(people=(officer,)), severity=BLOCKING)
    assert "person" in found and "title" in found


MAIR, HUW = Officer("Mair Evans", titles=("Director of Housing",)), Officer("Huw Rees")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Mair Evans, Head of Planning, came."], "Director of Housing / Head of Planning"),
        (["Mair Evans (Head of Planning) came."], "Director of Housing / Head of Planning"),
        (["Mair Evans, Director for Housing, came.", "Mair Evans, the Director of Housing, went."], None),
        (["Mair Evans, Huw Rees and the Director of Planning came."], None),
        (["Mair Evans, Chief Constable Huw Rees and the Head of Planning came."], None),
        (["Mair Evans, Chair of the board, came."], None),
        (["Huw Rees, Head of Planning, came.", "Huw Rees, Clerk and Registrar, went."], "Clerk and Registrar / Head of Planning"),
    ],
)  # fmt: skip
def test_an_officer_whom_prose_gives_another_title(texts, said):
    """It is asked and stops nothing: what stands behind a name may be somebody else."""
    found = [one for one in run(inspect(*texts, facts=Facts(people=(MAIR, HUW)))) if one.rule == "title"]
    assert [one.words.partition(": ")[2] for one in found] == ([said] if said else [])
    assert all(one.severity == "style" for one in found)


def test_two_titles_in_prose_concern_both_documents_that_print_them():
    texts = [
        passage("Huw Rees, Head of Planning, came.", "one"),
        passage("Huw Rees, Registrar, went.", "two"),
    ]
    (found,) = [one for one in run(inspect(*texts, facts=Facts(people=(HUW,)))) if one.rule == "title"]
    assert found.documents == {"one", "two"}


def test_welsh_titles_are_held_against_each_other():
    texts = ["Daeth Mair Evans, Cyfarwyddwr Tai.", "Aeth Mair Evans, Pennaeth Cynllunio."]
    passages = [passage(text, language="cy") for text in texts]
    assert "title" not in rules(passages[0], facts=Facts(people=(MAIR,)))
    assert "title" in rules(*passages, facts=Facts(people=(MAIR,)))


def test_no_matter_of_style_and_no_other_document_hides_what_blocks(monkeypatch):
    """A rule tells at most so many findings of one document; the one that blocks another is among them."""
    monkeypatch.setattr("reports.checks.MOST", 3)
    texts = [passage("We met on 24 May.", "first") for _time in range(5)]
    texts += [passage(f"The owner of {number} is TBC.", "first") for number in "abcde"]
    texts += [passage("The owner is TBC.", "second")]
    found = run(inspect(*texts))
    blocking = [one for one in found if one.severity == BLOCKING]
    assert found[: len(blocking)] == blocking and len(blocking) == 4
    assert [sorted(one.documents) for one in blocking].count(["second"]) == 1


def test_what_was_meant_to_place_a_list_and_places_nothing():
    assert rules("[[no-such-list]]", severity=BLOCKING) == ["placeholder"]
    assert rules("See [[vision]] above.", severity=BLOCKING) == ["placeholder"]


@pytest.mark.parametrize(
    ("en", "cy", "saved", "severity"),
    [("Text", "Testun", (3, 2), "blocking"), ("Text", "", (1, 0), "blocking"), ("", "Testun", (0, 1), "blocking"), ("Text", "Testun", (2, 3), None), ("Text", "Testun", (2, 3, 3), "blocking"), ("Text", "Testun", (4, 4, 3), None)],
)  # fmt: skip
def test_one_language_behind_the_other(en, cy, saved, severity):
    whole = Twin(passage("Whole", part="whole"), "Whole", "Cyfan", 1, 2)
    twin = Twin(passage(en), en, cy, *saved)
    found = [one for one in run(Inspected((), twins=(whole, twin))) if one.rule == "language"]
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_a_heading_without_welsh_in_a_document_that_has_some():
    body, heading = Twin(passage("Text"), "Text", "Testun", 1, 2), passage("1. The work")
    for cy, severities in (("", ["style"]), ("1. Y gwaith", [])):
        twins = {"twins": (body,), "headings": (Twin(heading, "1. The work", cy),)}
        assert [one.severity for one in run(Inspected((), **twins))] == severities
    english = {"twins": (Twin(passage("Text"), "Text", ""),), "headings": (Twin(heading, "1. The work", ""),)}
    assert len(run(Inspected((), **english))) == 1, "that there is no Welsh at all is said once"


def test_a_document_without_any_welsh_says_so_once():
    twins = [Twin(passage("Text", part=part), "Text", "") for part in ("a", "b")]
    assert [one.severity for one in run(Inspected((), twins=tuple(twins)))] == ["style"]


def test_the_same_words_have_the_same_keys_and_each_its_own():
    texts = inspect("TBC", "TBC")
    keys = [one.key for one in run(texts)]
    assert keys == [one.key for one in run(texts)] and len(set(keys)) == len(keys) == 2


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    "unit",
    ["a", "A ", "Aa Bb & ", "(", "[^", "[ ", "1 ", "the ", "x-", "Board ", "from May 2020 ", "5 years 2020 ",
     "Annex ", "Atodiad ", "o fis Mai 2020 ", "Dydd Llun ", "ABCD ", "A, ", "final a ", "nine a-", "    ", "Chair of ", "’", "_", "."],
)  # fmt: skip
def test_no_text_makes_a_rule_hang(unit, language):
    """200 KB of one unit in a single paragraph, where a field takes 20,000 characters."""
    text = unit * (200_000 // len(unit))
    facts = Facts(
        dated={"report": date(2026, 9, 30)}, boards=(Body("Towns Board"),), terms=(Term("a", ("b c",)),),
        totals={"work-streams": 3}, people=(Officer("Mair Evans"),), asked=20,
    )  # fmt: skip
    started = time.process_time()
    run(inspect(passage(text, language=language), facts=facts))
    assert time.process_time() - started < 4
