"""The objective list's filters. Their choices come from memory: no select opens a cursor of its own."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models import Basis, Competence, Delivery, Objective, RecommendationLink
from objectives.staleness import overdue_q, stale_q

SORTS = {
    "order": ("order", "key"),
    "key": ("key",),
    "-updated": (F("updated_on").desc(nulls_last=True), "key"),
    "updated": (F("updated_on").asc(nulls_first=True), "key"),
    "due": (F("due_on").asc(nulls_last=True), "key"),
    "delivery": ("delivery", "order", "key"),
}
SORT_LABELS = [
    ("order", _("Order of the plan")),
    ("key", _("Key")),
    ("-updated", _("Latest update first")),
    ("updated", _("Oldest update first")),
    ("due", _("Due date")),
    ("delivery", _("Delivery")),
]
ATTENTION = [("stale", _("Stale")), ("overdue", _("Overdue")), ("either", _("Stale or overdue"))]


def _choice(label, empty, choices=()):
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, method="narrow")


class ObjectiveFilter(django_filters.FilterSet):
    """Search and filters, as they stand in the address."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200)
    workstream = _choice(_("Work-stream"), _("All work-streams"))
    delivery = _choice(_("Delivery"), _("All states"), Delivery.choices)
    body = _choice(_("Governing body"), _("All bodies"))
    attention = _choice(_("Stale or overdue"), _("All"), ATTENTION)
    recommendation = _choice(_("Recommendation"), _("All recommendations"))
    owner = _choice(_("Owner (SRO)"), _("All owners"))
    basis = _choice(_("Basis of governance"), _("All"), Basis.choices)
    competence = _choice(_("Competence"), _("All"), Competence.choices)
    sort = django_filters.ChoiceFilter(
        label=_("Sort by"), choices=SORT_LABELS, empty_label=None, method="narrow"
    )

    MORE = ("recommendation", "owner", "basis", "competence", "sort")

    class Meta:
        model = Objective
        fields = []

    def __init__(self, *args, programme, reading, options, **rest):
        super().__init__(*args, **rest)
        self.programme, self.reading = programme, reading
        for name, choices in options.items():
            self.filters[name].extra["choices"] = choices
        self.form.fields["q"].widget = forms.TextInput({"type": "search"})

    def search(self, queryset, name, value):
        words = value.split()[:8]
        for word in words:
            queryset = queryset.filter(
                Q(key__iexact=word)
                | Q(label_en__icontains=word)
                | Q(label_cy__icontains=word)
                | Q(text_en__icontains=word)
                | Q(text_cy__icontains=word)
            )
        return queryset

    def narrow(self, queryset, name, value):
        conditions = {
            "workstream": lambda: Q(workstream__number=value),
            "delivery": lambda: Q(delivery=value),
            "body": lambda: Q(governing_body=None) if value == "none" else Q(governing_body=value),
            "attention": lambda: self._attention(value),
            "recommendation": lambda: self._advancing(value),
            "owner": lambda: Q(workstream__number__in=value.split(",")),
            "basis": lambda: Q(governance_basis=value),
            "competence": lambda: Q(competence=value),
        }
        return queryset.filter(conditions[name]()) if name in conditions else queryset

    def _attention(self, value):
        stale, overdue = (
            stale_q(self.programme, self.reading.day),
            overdue_q(self.programme, self.reading.day),
        )
        return {"stale": stale, "overdue": overdue, "either": stale | overdue}[value]

    def _advancing(self, key):
        links = self.reading.of(RecommendationLink).filter(
            recommendation__key=key, recommendation__programme=self.programme
        )
        return Q(id__in=links.values("objective"))

    def ordered(self, queryset):
        asked = self.form.cleaned_data.get("sort") or "order"
        return queryset.order_by(*SORTS[asked])

    @property
    def more_used(self):
        return any(self.form.cleaned_data.get(name) for name in self.MORE if name != "sort")
