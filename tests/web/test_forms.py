from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from saferwales.web.forms import DayField, LongText, add_refusal
from saferwales.web.templatetags.gov import focus_id


class Meeting(forms.Form):
    held_on = DayField(label="Held on", help_text="The day of the meeting.")
    ended_on = DayField(label="Ended on", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    words = LongText(label="Words", required=False)
    private = forms.BooleanField(label="Private", required=False)


def filled(day=("27", "3", "2026"), **more):
    boxes = {f"held_on_{place}": part for place, part in enumerate(day)}
    return Meeting({**boxes, "kind": "a", **more})


def test_a_day_is_typed_in_three_boxes():
    form = filled()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == date(2026, 3, 27)
    assert form.cleaned_data["ended_on"] is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("", "", ""), "required"),
        (("27", "3", ""), "incomplete"),
        (("", "3", "2026"), "incomplete"),
        (("31", "2", "2026"), "no_such_day"),
        (("0", "1", "2026"), "no_such_day"),
        (("-1", "1", "2026"), "no_such_day"),
        (("²", "1", "2026"), "no_such_day"),
        (("١", "1", "2026"), "no_such_day"),
        (("one", "March", "soon"), "no_such_day"),
        (("1", "1", "99999"), "no_such_day"),
        (("1", "1", "26"), "too_far"),
        (("1", "1", "1899"), "too_far"),
        (("1", "1", "2201"), "too_far"),
    ],
)
def test_no_such_day_gets_a_sentence_and_what_was_typed_stays(typed, code):
    form = filled(typed)
    assert [error.code for error in form.errors["held_on"].as_data()] == [code]
    drawn = str(form["held_on"])
    for part in filter(None, typed):
        assert f'value="{part}"' in drawn


def test_an_overlong_day_is_refused_and_not_cut():
    assert "held_on" in filled(("1" * 500, "1", "2026")).errors


def test_a_missing_box_is_an_empty_one():
    form = Meeting({"held_on_0": "1", "kind": "a"})
    assert [error.code for error in form.errors["held_on"].as_data()] == ["incomplete"]


def test_a_day_already_kept_is_shown_in_its_boxes():
    drawn = str(Meeting(initial={"held_on": date(2020, 6, 15)})["held_on"])
    for part in ("15", "6", "2020"):
        assert f'value="{part}"' in drawn


def test_a_field_has_its_label_hint_and_error_tied_to_it():
    drawn = filled(("x", "", "")).fields and filled(("x", "", ""))["held_on"].as_field_group()
    assert '<legend class="field__label">Held on' in drawn
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in drawn
    assert 'id="id_held_on_helptext"' in drawn and 'id="id_held_on_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_an_optional_field_says_so_and_a_required_one_does_not():
    form = Meeting()
    assert "(optional)" in form["words"].as_field_group()
    assert "(optional)" in form["ended_on"].as_field_group()
    assert "(optional)" not in form["held_on"].as_field_group()


@pytest.mark.parametrize(
    ("field", "target"), [("held_on", "id_held_on_0"), ("kind", "id_kind_0"), ("words", "id_words")]
)
def test_the_summary_of_errors_leads_to_the_first_box(field, target):
    form = Meeting()
    assert focus_id(form[field]) == target
    assert f'id="{target}"' in form[field].as_field_group()


def test_a_refusal_stands_beside_the_field_it_names_or_at_the_top():
    form = filled()
    add_refusal(form, ValidationError({"held_on": "Before the last entry."}))
    add_refusal(form, ValidationError({"unknown": "Not offered here."}))
    add_refusal(form, ValidationError("The programme is closed."))
    assert form.errors["held_on"] == ["Before the last entry."]
    assert form.non_field_errors() == ["Not offered here.", "The programme is closed."]


def test_a_text_too_long_is_refused_and_kept():
    form = filled(words="x" * 20_001)
    assert "words" in form.errors
    assert "x" * 20_001 in str(form["words"])
