"""Makes documents of a space."""

import factory
from django.utils import timezone

from documents.library.models import Document


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    kind = Document.Kind.PAGE
    title = factory.Sequence(lambda n: f"Dokument {n}")
    updated_at = factory.LazyFunction(timezone.now)
    updated_by = factory.SelfAttribute("author")
