"""Turns what the inside found into wire models. No decision is made here."""

from search_api.presenters.answers import completions, example, facets, match, search_answer
from search_api.presenters.pages import passage_page, resource_page
from search_api.presenters.passages import passage
from search_api.presenters.resources import concept, map_point, resource, version_of_work
from search_api.presenters.vocabularies import vocabulary_page

__all__ = [
    "completions",
    "concept",
    "example",
    "facets",
    "map_point",
    "match",
    "passage",
    "passage_page",
    "resource",
    "resource_page",
    "search_answer",
    "version_of_work",
    "vocabulary_page",
]
