from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "saferwales.audit"
    label = "audit"

    def ready(self):
        from saferwales.audit import checks, guards, writing  # noqa: F401 - registers the check

        writing.connect()
        pre_migrate.connect(guards.lift_for_migration, sender=self, dispatch_uid="audit_guards_down")
        post_migrate.connect(guards.stand_after_migration, dispatch_uid="audit_guards_up")
