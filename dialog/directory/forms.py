from django import forms
from django.utils.translation import gettext_lazy as _

from dialog.directory.models import Organisation, Region, TargetField


class OrganisationFilter(forms.Form):
    """Filter of the lists; German parameter names, because they stand in the address."""

    quiet_optional = True

    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.all(), to_field_name="slug", required=False, empty_label=_("all")
    )
    zielfeld = forms.ModelChoiceField(
        label=_("Target field"),
        queryset=TargetField.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )
    art = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Organisation.Kind.choices], required=False)

    def chosen(self) -> dict[str, str]:
        """Return what `organisations` filters by; choices that do not exist do not filter."""
        self.is_valid()
        data = self.cleaned_data
        region, field = data.get("region"), data.get("zielfeld")
        return {
            "region": region.slug if region else "",
            "field": field.slug if field else "",
            "kind": data.get("art", ""),
        }


class NetworkFilter(OrganisationFilter):
    """The same without the kind: the list holds networks only."""

    art = None  # type: ignore[assignment]  # Django's way to leave a field out
