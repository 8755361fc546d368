"""A person's language is empty until they choose one; the English that stood there was nobody's choice.

The column stays as it is, so that no table is made anew under the guards of the record.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='user',
                    name='language',
                    field=models.CharField(blank=True, choices=[('en', 'English'), ('cy', 'Welsh')], max_length=2, verbose_name='language'),
                ),
            ],
        ),
        migrations.RunSQL(
            "UPDATE accounts_user SET language = '' WHERE language = 'en'",
            "UPDATE accounts_user SET language = 'en' WHERE language = ''",
        ),
    ]
