from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "saferwales.inspection"
    label = "inspection"
