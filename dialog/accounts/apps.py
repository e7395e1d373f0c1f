from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dialog.accounts"
    label = "accounts"
