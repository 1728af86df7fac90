"""Where a resource is found on the web. Made of the public address alone, never of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from indexer.catalogue.works import Version
from indexer.taxonomy.jsonld import Addresses


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses under `base`, which has no slash at its end."""

    base: str

    def page(self, resource_id: str) -> str:
        """Return the address of the page for people."""
        return f"{self.base}/d/{quote(resource_id, safe='')}"

    def resource(self, resource_id: str) -> str:
        """Return the address in the API."""
        return f"{self.base}/v1/resources/{quote(resource_id, safe='')}"

    def file(self, resource_id: str) -> str:
        """Return the address of the document itself."""
        return f"{self.resource(resource_id)}/file"

    def citation(self, resource_id: str, format_name: str) -> str:
        """Return the address of its reference in a format."""
        return f"{self.resource(resource_id)}/citation?format={format_name}"

    def json_ld(self, resource_id: str) -> str:
        """Return the address of its description as JSON-LD."""
        return f"{self.resource(resource_id)}/jsonld"

    def feed(self, asked: Sequence[tuple[str, str]] = ()) -> str:
        """Return the address of the feed of what is asked."""
        return f"{self.base}/feed" + (f"?{urlencode(asked)}" if asked else "")

    def oai(self) -> str:
        """Return the address that harvesters ask."""
        return f"{self.base}/oai"

    def vocabulary(self, name: str) -> str:
        """Return the address of a vocabulary."""
        return f"{self.base}/v1/vocabularies/{name}"

    def for_json_ld(self, resource_id: str, versions: Sequence[Version]) -> Addresses:
        """Return what JSON-LD says of where a resource, its work and its translations are."""
        original = next((it.id for it in versions if it.relation == "original"), resource_id)
        translations = [it.id for it in versions if it.relation == "translation"]
        is_translation = resource_id in translations
        return Addresses(
            page=self.resource(resource_id),
            for_people=self.page(resource_id),
            file=self.file(resource_id),
            translation_of=self.resource(original) if is_translation else None,
            translations=tuple(
                self.resource(name) for name in translations if resource_id == original
            ),
        )
