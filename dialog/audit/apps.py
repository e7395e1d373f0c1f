from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dialog.audit"
    label = "audit"
