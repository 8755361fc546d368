"""Tags and filters that every template may use without loading them."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from saferwales.web import bilingual, charts, quotations, states, texts, words

register = template.Library()
register.filter("noted", texts.noted)
register.filter("unnoted", texts.unnoted)
register.filter("paras", texts.paras)
register.filter("lang_of", bilingual.lang_of)
register.filter("lang_of_field", bilingual.lang_of_field)
register.filter("unmarked", bilingual.unmarked)
register.filter("shortened", bilingual.shortened)
register.simple_tag(texts.words_diff, name="words_diff")
register.simple_tag(quotations.block, name="quotation")
register.simple_tag(quotations.caption, name="quotation_caption")
register.simple_tag(quotations.lang, name="typed_in")
register.simple_tag(charts.relations, name="relations_diagram")


@register.filter
def day(value, precision="day"):
    return texts.day(value, precision or "day")


register.filter("document_name", words.document)


@register.filter
def age(value, day=None):
    """How long before a day (today, where none is given) another day was, in words."""
    if value is None:
        return ""
    days = ((day or timezone.localdate()) - value).days
    if days < 0:
        return texts.day(value)
    if days == 0:
        return _("today")
    if days < 60:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days < 730:
        months = days // 30
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)s year ago", "%(count)s years ago", years) % {"count": years}


@register.simple_tag
def state_tag(value, label):
    """A state as a label that reads in black and white: words, border and weight, not colour alone."""
    return format_html('<strong class="tag tag--{}">{}</strong>', states.kind(value), label)


@register.simple_tag
def printed(record, name):
    """A bilingual text of a record, its lines kept; where its Welsh is missing, the English marked as English."""
    text = getattr(record, name)
    shown = linebreaksbr(texts.noted(text))
    if get_language() == "cy" and text and not getattr(record, f"{name}_cy"):
        return format_html('<span lang="en">{}</span>', shown)
    return shown


@register.inclusion_tag("_components/bar_chart.html")
def bar_chart(rows, title):
    """A bar of parts with its table. ``rows``: (key, label, count, url)."""
    shown = [row for row in rows if row[2]]
    total = sum(row[2] for row in shown)
    name = charts.bar_name(title, tuple(row[0] for row in shown))
    table = [
        {
            "swatch": charts.swatch(name, key, place),
            "label": label,
            "count": count,
            "url": url,
            "share": f"{round(100 * count / total)}%",
        }
        for place, (key, label, count, url) in enumerate(shown)
    ]
    return {"chart": charts.stacked_bar(shown, title, name), "table": table, "title": title, "total": total}


@register.filter
def focus_id(field):
    """The id of the first box of a field, where a link from the summary of errors puts the cursor."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def beside_twins(form):
    """The fields of a form in their order; a text and its twin in the other language, which follows it, together."""
    groups = []
    for field in form:
        twin = f"{groups[-1][0].name[:-3]}_cy" if groups and groups[-1][0].name.endswith("_en") else ""
        if field.name == twin:
            groups[-1].append(field)
        else:
            groups.append([field])
    return groups


@register.inclusion_tag("_components/form.html", takes_context=True)
def gov_form(context, form, submit, cancel=""):
    """A whole form: summary of errors, fields, one main action and a way back."""
    return {"form": form, "submit": submit, "cancel": cancel, "csrf_token": context.get("csrf_token")}
