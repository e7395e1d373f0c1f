"""What import-linter cannot see: foreign keys and templates keep the same direction as imports."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import engines

from tests.house.sources import PACKAGES, ROOT, goes_against_the_layout, tracked

LOAD = re.compile(r"{%\s*load\s+(?P<names>[^%]+?)\s*%}")
INCLUDE = re.compile(r"{%\s*(?:include|extends)\s+[\"'](?P<name>[^\"']+)[\"']")


def is_own(module: str) -> bool:
    return module.split(".")[0] in PACKAGES


def own_models() -> list:
    return [model for model in apps.get_models() if is_own(model.__module__)]


def test_order_is_read_from_the_contracts() -> None:
    assert goes_against_the_layout("dialog.common.models", "workgroups.spaces.models")
    assert goes_against_the_layout("workgroups.spaces.models", "workgroups.discussions.models")
    assert goes_against_the_layout("workgroups.meetings.models", "workgroups.discussions.models")
    assert goes_against_the_layout("documents.library.models", "realtime.chat.models")
    assert not goes_against_the_layout("workgroups.discussions.models", "workgroups.spaces.models")
    assert not goes_against_the_layout("realtime.chat.models", "documents.library.models")


def test_foreign_keys_point_down() -> None:
    against = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
        and goes_against_the_layout(model.__module__, field.related_model.__module__)
    ]
    assert against == []


def test_every_own_model_stands_in_the_order() -> None:
    """A package that the contracts do not name would escape them."""
    unknown = [
        model._meta.label
        for model in own_models()
        if not (
            goes_against_the_layout("dialog.common", model.__module__) or model.__module__.startswith("dialog.common.")
        )
    ]
    assert unknown == []


def package_of_template(path: str) -> str | None:
    """Return the package that a template belongs to by its place, or None for templates that all share."""
    parts = Path(path).parts
    if parts[0] in PACKAGES:
        return ".".join(parts[: parts.index("templates")])
    if parts[0] != "templates" or len(parts) < 3:
        return None
    return next((app.name for app in apps.get_app_configs() if app.label == parts[1] and is_own(app.name)), None)


def upward_uses(path: Path) -> list[str]:
    """Return what the template at path loads or includes from above its own package."""
    own = package_of_template(str(path))
    if own is None:
        return []
    text = (ROOT / path).read_text()
    libraries = engines["django"].engine.libraries
    used = {
        name: libraries.get(name, "")
        for found in LOAD.finditer(text)
        for name in found["names"].split(" from ")[-1].split()
    }
    for found in INCLUDE.finditer(text):
        used[found["name"]] = package_of_template(f"templates/{found['name']}") or ""
    return [f"{path}: {name}" for name, module in used.items() if goes_against_the_layout(own, module)]


def test_templates_use_only_what_lies_below() -> None:
    assert [use for path in tracked("*.html", "*.txt") for use in upward_uses(path)] == []
