"""The exact Schema.org/LRMI description of known resources."""

import pytest

from indexer.domain import Metadata
from indexer.taxonomy.jsonld import Addresses, iso_duration, json_ld

PHYSICS = Metadata(
    title="Вршњачка настава у физици",
    authors=("BALKANETUP starter collection",),
    institution="BALKANETUP",
    year=2026,
    language="sr-Cyrl",
    disciplines=("0533", "nonsense"),
    type="workshop-material",
    strategies=("peer-instruction",),
    cycle="bachelor",
    minutes=90,
    licence="CC-BY-4.0",
    doi="10.1234/abc",
    keywords=("заблуде", "кликери"),
    abstract="Шта читалац добија.",
)


def test_everything_that_is_known() -> None:
    addresses = Addresses(
        page="https://example.org/r/peer-sr",
        file="https://example.org/f/peer-sr.docx",
        translation_of="https://example.org/r/peer-en",
        translations=("https://example.org/r/peer-sq",),
    )
    assert json_ld("peer-sr", PHYSICS, addresses) == {
        "@context": "https://schema.org",
        "@type": ["LearningResource"],
        "@id": "https://example.org/r/peer-sr",
        "identifier": [
            "peer-sr",
            {"@type": "PropertyValue", "propertyID": "doi", "value": "10.1234/abc"},
        ],
        "url": "https://example.org/r/peer-sr",
        "name": "Вршњачка настава у физици",
        "author": [{"@type": "Person", "name": "BALKANETUP starter collection"}],
        "sourceOrganization": {"@type": "Organization", "name": "BALKANETUP"},
        "datePublished": "2026",
        "inLanguage": "sr-Cyrl",
        "abstract": "Шта читалац добија.",
        "keywords": ["заблуде", "кликери"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": "https://example.org/f/peer-sr.docx",
        },
        "sameAs": "https://doi.org/10.1234/abc",
        "translationOfWork": {
            "@type": "LearningResource",
            "@id": "https://example.org/r/peer-en",
        },
        "workTranslation": [{"@type": "LearningResource", "@id": "https://example.org/r/peer-sq"}],
        "learningResourceType": [
            "Workshop material",
            {
                "@type": "DefinedTerm",
                "name": "Workshop material",
                "termCode": "workshop-material",
                "@id": "https://w3id.org/kim/hcrt/script",
                "inDefinedTermSet": "https://w3id.org/kim/hcrt/scheme",
            },
            {
                "@type": "DefinedTerm",
                "@id": "http://purl.org/dcx/lrmi-vocabs/learningResourceType/activityPlan",
                "name": "activityPlan",
                "inDefinedTermSet": "http://purl.org/dcx/lrmi-vocabs/learningResourceType/",
            },
        ],
        "educationalAlignment": [
            {
                "@type": "AlignmentObject",
                "alignmentType": "educationalSubject",
                "educationalFramework": "ISCED-F 2013",
                "targetName": "Physics",
                "targetUrl": "http://data.europa.eu/snb/isced-f/0533",
            }
        ],
        "teaches": [
            {
                "@type": "DefinedTerm",
                "name": "Peer instruction",
                "termCode": "peer-instruction",
            }
        ],
        "educationalLevel": "Bachelor (first cycle)",
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher"},
        "timeRequired": "PT1H30M",
    }


def test_nothing_known_is_nothing_said() -> None:
    assert json_ld("x", Metadata(title="X"), Addresses("https://example.org/r/x")) == {
        "@context": "https://schema.org",
        "@type": ["LearningResource"],
        "@id": "https://example.org/r/x",
        "identifier": ["x"],
        "url": "https://example.org/r/x",
        "name": "X",
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher"},
    }


def test_a_paper_is_an_article_too() -> None:
    paper = json_ld("x", Metadata(type="research-paper"), Addresses("https://example.org/r/x"))
    assert paper["@type"] == ["LearningResource", "ScholarlyArticle"]


@pytest.mark.parametrize(
    ("identifier", "licence"),
    [
        ("ODC-By-1.0", "https://spdx.org/licenses/ODC-By-1.0.html"),
        ("all-rights-reserved", "All rights reserved"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_the_licence_can_be_read_somewhere(identifier: str, licence: str) -> None:
    description = json_ld("x", Metadata(licence=identifier), Addresses("https://example.org/r/x"))
    assert description["license"] == licence


@pytest.mark.parametrize(("tag", "said"), [("hbs-Latn", "sh-Latn"), ("sq", "sq"), ("und", None)])
def test_the_language_is_a_registered_tag(tag: str, said: str | None) -> None:
    description = json_ld("x", Metadata(language=tag), Addresses("https://example.org/r/x"))
    assert description.get("inLanguage") == said


@pytest.mark.parametrize(
    ("minutes", "duration"),
    [(None, None), (0, None), (15, "PT15M"), (60, "PT1H"), (90, "PT1H30M"), (1350, "PT22H30M")],
)
def test_durations(minutes: int | None, duration: str | None) -> None:
    assert iso_duration(minutes) == duration
