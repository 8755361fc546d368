"""CSV files that a spreadsheet shows as text, never runs as formulas."""

import csv

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\x00"


def safe(value):
    """The value as text; one that a spreadsheet would take for a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    bare = text.lstrip().lstrip(UNSEEN).lstrip()
    return f"'{text}" if text.startswith(("\t", "\r", "\n")) or bare.startswith(FORMULA) else text


class _Line:
    def write(self, line):
        return line


def response(name, headings, rows):
    """A CSV download of the rows, streamed, with a byte-order mark so that spreadsheets read it as UTF-8."""
    writer = csv.writer(_Line())

    def lines():
        yield "\ufeff" + writer.writerow([safe(heading) for heading in headings])
        for row in rows:
            yield writer.writerow([safe(value) for value in row])

    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=headers)
