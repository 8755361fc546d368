from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "saferwales.audit"
    label = "audit"

    def ready(self):
        from saferwales.audit import writing

        writing.connect()
