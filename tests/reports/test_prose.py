"""Prose is light Markdown; nothing that a user types becomes markup of another kind."""

import pytest
from django.utils.translation import override

from reports.content.notes import Note, Notes
from saferwales.web import passages
from saferwales.web.bilingual import marked, within
from saferwales.web.prose import split, to_html


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "<b>bold</b>",
        '<a href="https://example.org">x</a>',
        "<!-- hidden -->",
        "<style>p { color: red }</style>",
        "<svg><script/></svg>",
    ],
)
def test_raw_html_is_text(typed):
    html = to_html(typed)
    assert "&lt;" in html
    assert "<" not in html.replace("<p>", "").replace("</p>", "")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://a.example",
        "//a.example",
    ],
)
def test_links_are_https_and_mailto_only(address):
    assert "<a" not in to_html(f"[words]({address})")


def test_a_link_holds_nothing_but_text():
    html = to_html("See [**the** `report` *now*[^7]](https://example.org/a) here.")
    assert '<a href="https://example.org/a">the report now</a>[^7] here.' in html
    assert '<a href="mailto:office@demo.invalid">write</a>' in to_html("[write](mailto:office@demo.invalid)")


def test_pictures_are_not_taken():
    assert "<img" not in to_html("![a](https://example.org/a.png)")


def test_headings_begin_at_three_and_skip_no_level():
    html = to_html("# One\n\n###### Deep\n\n## Back\n\ntext")
    assert "<h3>One</h3>" in html
    assert "<h4>Deep</h4>" in html
    assert "<h3>Back</h3>" in html


def test_text_stands_directly_in_its_item():
    html = to_html("- one\n\n- two\n\n  more\n  - below")
    assert "<li><p>" not in html.replace("\n", "")
    assert "two<br>" in html.replace("\n", "")
    assert html.count("<ul>") == 2


def test_a_column_of_amounts_stands_to_the_right_without_a_style_of_its_own():
    html = to_html("| What | Sum | When |\n|:---|---:|:---:|\n| Help | £12 | May |")
    assert html.count('class="amount"') == 2 and '<td class="amount">£12</td>' in html
    assert "style" not in html and "<td>May</td>" in html
    assert to_html('<td class="x">a</td>').startswith("<p>&lt;td class=")


def test_an_empty_header_cell_says_so():
    html = to_html("| | b |\n|---|---|\n| 1 | 2 |")
    assert "<th>–</th>" in html.replace("\n", "")


def test_blocks_are_lines_of_their_own_with_a_known_name():
    body = "before\n\n[[vision]]\nafter [[vision]] within\n\n[[unknown]]\n[[../etc]]"
    assert split(body, {"vision"}) == [
        ("prose", "before\n"),
        ("block", "vision"),
        ("prose", "after [[vision]] within\n\n[[unknown]]\n[[../etc]]"),
    ]
    assert split("", {"vision"}) == []


def test_deep_nesting_ends_quickly():
    for typed in ("> " * 5_000 + "x", "- " * 2_000 + "x", "*" * 20_000, "[" * 5_000, "a" * 20_000):
        assert len(to_html(typed)) < 200_000


def test_notes_stand_at_the_foot_or_at_the_end():
    known = {7: Note(7, "A <b>note</b>", "https://example.org/n")}
    foot = Notes(known, at_foot=True)
    first = foot.place("Text[^7] <i>")
    assert (
        '<span class="footnote" data-number="7">A &lt;b&gt;note&lt;/b&gt; https://example.org/n</span> &lt;i&gt;'
        in first
    )
    assert "footnote" not in foot.place("again[^7]")
    web = Notes(known)
    assert '<a href="#note-7" id="call-7">7</a>' in web.place("Text[^7]")
    assert 'id="call-7"' not in web.place("again[^7]")
    assert web.called == [known[7]]


def test_a_mark_without_a_note_stays_as_typed():
    assert Notes({}).place("Text[^9]") == "Text[^9]"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bwrdd y [Home *Office*]{en}", "Bwrdd y [Home <em>Office</em>]{en}"),
        ("Bwrdd y [Home Office]{en}.", 'Bwrdd y <span lang="en">Home Office</span>.'),
        (
            "**[A & B]{en}** [C]{cy}",
            '<strong><span lang="en">A &amp; B</span></strong> <span lang="cy">C</span>',
        ),
        ("[a [Home Office]{en}](https://a.test)", '<a href="https://a.test">a Home Office</a>'),
        ("[a]{fr} [[b]{en} [c]{en", '[a]{fr} [<span lang="en">b</span> [c]{en'),
        ('<span lang="en">a</span>', '&lt;span lang="en"&gt;a&lt;/span&gt;'),
    ],
)
def test_words_of_the_other_language_are_marked(typed, printed):
    assert to_html(typed).strip() == f"<p>{printed}</p>"


def test_a_marked_text_of_several_lines_is_typed_line_by_line():
    with override("cy"):
        said = within("Dyletswydd: %(duty)s.", duty=marked("Keep <it>\n\n& the [table]", "en"))
    assert passages.typed(said) == "Dyletswydd: [Keep <it>]{en}\n\n& the [table]."
    assert passages.typed("Plain") == "Plain"
