"""The few words that the documents add to a text, in its language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings above what the front matter says."""

    abstract: str
    keywords: str
    licence: str


LABELS = {
    "en": Labels("Abstract", "Keywords", "Licence"),
    "sq": Labels("Përmbledhje", "Fjalë kyçe", "Licenca"),
    "bs": Labels("Sažetak", "Ključne riječi", "Licenca"),
    "hr": Labels("Sažetak", "Ključne riječi", "Licencija"),
    "sr-Latn": Labels("Sažetak", "Ključne reči", "Licenca"),
    "sr-Cyrl": Labels("Сажетак", "Кључне речи", "Лиценца"),
    "mk": Labels("Апстракт", "Клучни зборови", "Лиценца"),
    "bg": Labels("Резюме", "Ключови думи", "Лиценз"),
    "el": Labels("Περίληψη", "Λέξεις-κλειδιά", "Άδεια χρήσης"),
}

COLLECTION = "BALKANETUP starter collection"
LICENCES = {"CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")}
