from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "saferwales.accounts"
    label = "accounts"
