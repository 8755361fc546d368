import csv
import io

import pytest

from saferwales.web.csv import response, safe


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "   @", "\u00a0=", "\u3000+", "\u200b=", "＝"]
)
def test_no_value_begins_like_a_formula(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0, "0"), ("2.1", "2.1"), ("a=b", "a=b"), ("Siân", "Siân")]
)
def test_other_values_stay_as_they_are(value, text):
    assert safe(value) == text


def test_a_file_holds_each_row_and_names_itself():
    answer = response(
        "objectives", ["Key", "=Label"], iter([["2.1", 'He said "=1", then\nleft'], ["2.2", "=1"]])
    )
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows == [["Key", "'=Label"], ["2.1", 'He said "=1", then\nleft'], ["2.2", "'=1"]]
    assert answer["Content-Disposition"] == 'attachment; filename="objectives.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
