from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "saferwales.web"
    label = "web"
