"""Loading a programme from its folder of data files: all of it, or nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from objectives.models import Letter, Objective, Recommendation
from reports.loading.achievements import load_achievements
from reports.loading.boards import load_boards, load_regions
from reports.loading.circumstances import load_barriers, load_events, load_returns
from reports.loading.context import Loading
from reports.loading.documents import load_documents, load_overrides
from reports.loading.files import Malformed
from reports.loading.letters import load_handovers, load_letters
from reports.loading.objectives import load_objectives
from reports.loading.parties import load_organisations, load_people, load_posts
from reports.loading.programme import load_programme
from reports.loading.recommendations import load_recommendations
from workstreams.models import Programme, Workstream

FILES = (
    "programme",
    "organisations",
    "people",
    "boards",
    "achievements",
    "recommendations",
    "objectives",
    "letters",
    "returns",
    "barriers",
    "events",
    "documents",
    "overrides",
    "glossary",
)
BESIDE = ("demonstration", "completeness")  # files of the folder that describe no record
STEPS = (
    load_organisations,
    load_people,
    load_regions,
    load_boards,
    load_posts,
    load_programme,
    load_achievements,
    load_returns,
    load_barriers,
    load_events,
    load_recommendations,
    load_objectives,
    load_letters,
    load_handovers,
    load_documents,
    load_overrides,
)


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the programme and how many records of each kind; ``lacking`` names what a loaded programme
    has in its files but not in its record."""

    programme: Programme
    made: Counter = field(default_factory=Counter)
    lacking: list = field(default_factory=list)

    @property
    def already(self):
        return not self.made


@transaction.atomic
def load(folder):
    """Load the programme of the folder. One that is already there is left as it is: its record lives on in the
    application, and files never overwrite what people wrote. Raises Malformed; then nothing is loaded."""
    _check_names(folder)
    loading = Loading(folder)
    slug = loading.file("programme").part("programme").text("slug", needed=True)
    programme = Programme.objects.filter(slug=slug).first()
    if programme is not None:
        return Loaded(programme, lacking=list(_lacking(loading, programme)))
    for step in STEPS:
        step(loading)
    loading.finish()
    return Loaded(loading.programme, loading.made)


def _check_names(folder):
    """A misspelt file must not be passed over in silence."""
    if not (folder / "programme.yaml").is_file():
        raise Malformed(
            f"{folder.name}: there is no programme.yaml in this folder; name a folder that has one."
        )
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in FILES + BESIDE or path.suffix != ".yaml":
            raise Malformed(
                f"{path.name}: no such file is known here; its name should be one of: {', '.join(FILES)}."
            )


def _lacking(loading, programme):
    """What stands in the files under a key that the record of the loaded programme does not have."""
    for model, file, key, name in (
        (Workstream, "programme", "workstreams", "number"),
        (Recommendation, "recommendations", "recommendations", "key"),
        (Objective, "objectives", "objectives", "key"),
        (Letter, "letters", "letters", "key"),
    ):
        known = {
            str(value) for value in model.objects.filter(programme=programme).values_list(name, flat=True)
        }
        for node in loading.file(file).each(key, name):
            if node.text(name) not in known:
                yield f"{model._meta.verbose_name} {node.text(name)}"
