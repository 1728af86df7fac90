"""What the fields that can be corrected are called: by the API, in provenance, on the screen."""

from ui.page import Page

# The name that a correction takes, and the one in the provenance.
FIELDS = {
    "title": "title",
    "author": "authors",
    "institution": "institution",
    "year": "year",
    "language": "language",
    "discipline": "disciplines",
    "type": "type",
    "strategy": "strategies",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
    "minutes": "minutes",
    "licence": "licence",
    "doi": "doi",
    "keyword": "keywords",
    "abstract": "abstract",
    "translation_of": "translation_of",
}
_LABELS = {
    "title": "maintain_title",
    "author": "label_authors",
    "minutes": "label_minutes",
    "keyword": "label_keywords",
    "abstract": "resource_abstract",
    "translation_of": "resource_translation",
}


def field_name(option: str, page: Page) -> str:
    """Return what a field is called in the reader's language."""
    if option == "doi":
        return "DOI"
    return page.translate(_LABELS.get(option, f"facet_{option}"))
