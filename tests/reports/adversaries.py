"""Prose that people do not write, at the length that a field may have: each must end in a document or a sentence."""

MOST = 20_000


def _to(text):
    return (text * (MOST // len(text) + 1))[:MOST]


ADVERSARIES = {
    "long word": "x" * MOST,
    "long word in a cell": "| a | b |\n|---|---|\n| " + "y" * (MOST - 60) + " | b |",
    "wide letters": "Ŵ" * MOST,
    "long link": f"[{'w' * 9_000}](https://example.org/{'a' * 9_000})",
    "combining marks": _to("e\u0301\u0302\u0303\u0308"),
    "right to left": _to("אב \u202eab\u202c "),
    "zero widths": _to("\u200b\u200d\ufeff"),
    "letters we lack": _to("漢字😀𝔘 "),
    "deep list": "".join("  " * depth + "- x\n" for depth in range(190)),
    "deepest list": "".join("  " * depth + "- x\n" for depth in range(20)),
    "deep numbers": "".join("   " * depth + "1. x\n" for depth in range(100)),
    "deep quotation": "> " * 9_990 + "x",
    "deepest quotation": "> " * 20 + "x",
    "lists of lists": _to("- - - - - - - - - - - x\n"),
    "list of one letters": _to("- x\n"),
    "numbers": _to("999999999. x\n"),
    "stars": "*" * MOST,
    "open emphasis": _to("*a **b "),
    "nested emphasis": "*" * 9_000 + "a" + "*" * 9_000,
    "underscores": _to("_a__b"),
    "open brackets": "[" * MOST,
    "brackets": _to("[]()"),
    "nested links": "[" * 5_000 + "a" + "](https://e.org)" * 900,
    "backticks": _to("`a``b```"),
    "entities": _to("&amp;&#0;&#xD800;&lt;"),
    "backslashes": "\\" * MOST,
    "html": _to("<div><table><tr><td>"),
    "comments": _to("<!-- <![CDATA[ "),
    "headings": _to("# x\n\n"),
    "setext headings": _to("x\n=\n\n"),
    "rules": _to("---\n\n"),
    "breaks": _to("a  \n"),
    "tabs": _to("\t\ta\n"),
    "many tables": _to("|a|\n|-|\n|b|\n\n"),
    "wide table": "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + "|b" * 3_000 + "|",
    "widest table": "|a" * 20 + "|\n" + "|-" * 20 + "|\n" + ("|b" * 20 + "|\n") * 480,
    "long table": "|a|\n|-|\n" + "|b|\n" * 4_900,
    "longest table": "|a|b|\n|-|-|\n" + "|b|c|\n" * 999,
    "unfinished table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|\n" * 5_000,
    "footnote marks": _to("[^1]"),
    "blocks": _to("[[vision]]\n"),
    "null": _to("a\0b"),
    "controls": _to("\x01\x02\x1b[31m\x7f\x85"),
    "surrogates": _to("a\ud800b"),
    "separators": _to("\u2028\u2029\x0b\x0c"),
    "blank": _to(" \n"),
}

PIECES = (
    "word", " ", "\n", "\n\n", "- ", "  - ", "1. ", "> ", "# ", "###### ", "*", "**", "_", "`", "```\n", "[", "](", ")", "![",
    "https://example.org/a", "mailto:a@demo.invalid", "javascript:alert(1)", "file:///etc/passwd", "|", "|a|b|\n|-|-|\n", "---\n",
    "[^1]", "[^99]", "[[vision]]\n", "<script>", "<img src=x onerror=1>", "</div>", "<!--", "]]>", "&amp;", "&#x0;", "\\", "\t",
    "ŵ", "Ŷ", "–", "“", "漢", "\u0301", "\u202e", "\0", "\x07", "\ud800", "😀", "x" * 300, "{{ report }}", "{% now %}", "%s", "\u2028",
)  # fmt: skip
