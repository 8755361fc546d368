"""Says, at start-up and on request, when the database does not refuse what it should refuse."""

from django.core import checks
from django.db import connections
from django.db.utils import DatabaseError

from saferwales.audit import guards

WHAT_TO_DO = "Run `manage.py migrate` as the owner of the tables: it puts the guards back."


@checks.register(checks.Tags.database)
def guards_stand(app_configs, databases=(), **kwargs):
    """Run by `migrate` and by `check --database default`."""
    found = []
    for alias in databases or ():
        try:
            names = guards.missing(connections[alias])
        except DatabaseError as wrong:
            found.append(checks.Warning(f"The guards could not be looked at: {wrong}", id="audit.W001"))
            continue
        if names:
            sentence = f"{len(names)} guards of the record are missing or altered, such as {names[0]}."
            found.append(checks.Warning(sentence, hint=WHAT_TO_DO, id="audit.W002"))
    return found
