from django.apps import AppConfig


class MakingConfig(AppConfig):
    """An app of its own, since orders are no record: they have no history, and are thrown away."""

    name = "reports.making"
    label = "making"
