from django.db import migrations, models


class Migration(migrations.Migration):
    """What was written so far is the English; the history keeps its words, too."""

    dependencies = [
        ("boards", "0006_correspondence"),
    ]

    operations = [
        step
        for table in ("", "historical")
        for step in (
            migrations.RenameField(f"{table}board", "terms_of_reference", "terms_of_reference_en"),
            migrations.AlterField(
                f"{table}board",
                "terms_of_reference_en",
                models.TextField(blank=True, verbose_name="terms of reference (English)"),
            ),
            migrations.AddField(
                f"{table}board",
                "terms_of_reference_cy",
                models.TextField(blank=True, default="", verbose_name="terms of reference (Welsh)"),
                preserve_default=False,
            ),
            migrations.RenameField(f"{table}meeting", "place", "place_en"),
            migrations.AlterField(
                f"{table}meeting",
                "place_en",
                models.CharField(blank=True, max_length=250, verbose_name="place (English)"),
            ),
            migrations.AddField(
                f"{table}meeting",
                "place_cy",
                models.CharField(blank=True, default="", max_length=250, verbose_name="place (Welsh)"),
                preserve_default=False,
            ),
        )
    ]
