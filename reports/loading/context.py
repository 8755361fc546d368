"""What one loading shares: who writes, what is already known by which name, and what is to be done on which day."""

from collections import Counter
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from boards.models import Board, Organisation, Person, Region
from reports.loading.files import read_file
from saferwales.audit import writing

ACTOR = writing.SystemActor("load_programme")
REASON = "Recorded from the programme's documents."
SHARED = (Region, Organisation, Person, Board)


class Loading:
    """One programme being loaded. Regions, organisations, people and boards may be known from another programme."""

    def __init__(self, folder):
        self.folder = folder
        self.programme = None
        self.made = Counter()
        self.known = {model: {row.slug: row for row in model.objects.all()} for model in SHARED}
        self._files = {}
        self._dated = []

    def file(self, name):
        if name not in self._files:
            self._files[name] = read_file(self.folder, name)
        return self._files[name]

    def enter(self, node, model, *, because="", effective=None, **facts):
        """Record one thing; the words that attest it are the reason, the place where they stand the evidence."""
        names = {field.name for field in model._meta.concrete_fields}
        facts |= {name: node.text(name) for name in ("source", "note") if name in names}
        with self.naming(node):
            record = writing.enter(
                model,
                by=ACTOR,
                reason=because or REASON,
                effective_on=effective or node.effective,
                evidence=facts.get("source", ""),
                **facts,
            )
        self.made[model] += 1
        return record

    def remember(self, model, name, record, node):
        """Let others name the record; two of one name cannot be told apart."""
        if name in self.known.setdefault(model, {}):
            raise node.wrong(f"“{name}” stands here twice; give each its own name.")
        self.known[model][name] = record

    def find(self, node, model, key, needed=False):
        """The record that the key names, or None where the key is absent."""
        name = node.text(key, needed=needed)
        return self.named(node, model, name, key) if name else None

    def named(self, node, model, name, key):
        known = self.known.get(model, {})
        if name not in known:
            some = ", ".join(sorted(known)[:60]) or "none yet"
            raise node.wrong(f"“{name}” is not known; add it to its own file, or use one of: {some}.", key)
        return known[name]

    def on(self, day, node, act):
        """Do this when all that comes before its day has been done."""
        self._dated.append((day, node, act))

    def finish(self):
        """Do what is dated in the order of the days, then see that nothing in the files was passed over."""
        for _day, node, act in sorted(self._dated, key=lambda dated: dated[0]):
            with self.naming(node):
                act()
        for file in self._files.values():
            file.finish()

    @contextmanager
    def naming(self, node):
        """A refusal of the record's own rules becomes a sentence that says where in the files."""
        try:
            yield
        except ValidationError as refused:
            fields = getattr(refused, "error_dict", {})
            key = next(iter(fields), "").removesuffix("_en").replace("__all__", "")
            raise node.wrong(" ".join(refused.messages), key) from None
