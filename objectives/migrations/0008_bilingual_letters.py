"""Letters are kept in Welsh and in English. The words that each has stay, in the language that its letter was in."""

from django.db import migrations, models

KINDS = ("letter", "historicalletter")
TEXTS = {
    "subject": ("subject", models.CharField, {"max_length": 250}),
    "salutation": ("salutation", models.CharField, {"max_length": 120}),
    "closing": ("closing words", models.CharField, {"max_length": 120}),
    "body": ("text", models.TextField, {}),
}
LAYOUTS = [
    ("", "As it was written elsewhere, with nothing added"),
    ("blocks", "The Welsh letter first, and the English one after it"),
    ("columns", "In facing columns, with the Welsh first"),
]


def _letters_in_welsh(apps):
    for kind in KINDS:
        for language in ("welsh", "cymraeg"):
            yield apps.get_model("objectives", kind).objects.filter(language__iexact=language)


def to_welsh(apps, schema_editor):
    """What a Welsh letter says, in each of its entries, too, is its Welsh text."""
    for letters in _letters_in_welsh(apps):
        letters.update(**{f"{name}_cy": models.F(f"{name}_en") for name in TEXTS})
        letters.update(**{f"{name}_en": "" for name in TEXTS})


def to_one_text(apps, schema_editor):
    """On the way back a letter has room for one text: that of the language that it says it is in."""
    for letters in _letters_in_welsh(apps):
        letters.update(**{f"{name}_en": models.F(f"{name}_cy") for name in TEXTS})


def _twins(kind):
    for name, (called, field, facts) in TEXTS.items():
        yield migrations.RenameField(kind, name, f"{name}_en")
        for language, code in (("English", "en"), ("Welsh", "cy")):
            made = field(blank=True, verbose_name=f"{called} ({language})", **facts)
            step = migrations.AlterField if code == "en" else migrations.AddField
            yield step(kind, f"{name}_{code}", made)
    layout = models.CharField(
        blank=True, choices=LAYOUTS, default="", max_length=8, verbose_name="layout"
    )
    yield migrations.AddField(kind, "layout", layout)


class Migration(migrations.Migration):
    dependencies = [("objectives", "0007_duties_and_support")]
    operations = [
        *(step for kind in KINDS for step in _twins(kind)),
        migrations.RunPython(to_welsh, to_one_text),
    ]
