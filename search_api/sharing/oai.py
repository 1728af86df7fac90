"""OAI-PMH 2.0: all records of the collection, for harvesters. It follows openarchives.org/OAI.

A list goes by the time of the last change, and what is gone is told as deleted. Resumption tokens
hold all that is needed to go on, so that they never expire and any worker understands them.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from indexer.catalogue import Catalogue, records, resources
from indexer.catalogue.records import Record
from indexer.domain import Resource
from search_api.sharing import dublin_core, lom
from search_api.sharing.addresses import Places
from search_api.sharing.harvests import Harvest, OaiError, Window, page_of, window_of
from search_api.sharing.xml import INSTANCE, document, element

MEDIA_TYPE = "text/xml"
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_OF_IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+")
_SAFE = "-_.!~*'();/?:@&=+$,"  # in an identifier, by its schema; the rest is percent-encoded
_UNANSWERED = ("badVerb", "badArgument")  # then the request is not repeated in the answer


@dataclass(frozen=True, slots=True)
class Repository:
    """What is harvested. `namespace` is the domain that identifiers are made of."""

    site: str
    namespace: str
    admin_email: str
    places: Places
    catalogue: Catalogue

    def identifier(self, resource_id: str) -> str:
        """Return what the world calls a resource."""
        return f"oai:{self.namespace}:{quote(resource_id, safe=_SAFE)}"

    def record(self, identifier: str) -> Record:
        """Return the record of an identifier. Raises OaiError where there never was one."""
        begin = f"oai:{self.namespace}:"
        name = unquote(identifier.removeprefix(begin))
        record = records.find(self.catalogue, name) if identifier.startswith(begin) else None
        if record is None:
            raise OaiError("idDoesNotExist", f"There is no record {identifier!r}.")
        return record


Arguments = Mapping[str, str]


def answer(repository: Repository, given: Sequence[tuple[str, str]]) -> bytes:
    """Return the answer to a request, an error of the protocol among them, as XML."""
    arguments = dict(given)
    try:
        verb = _checked(given)
        content = _VERBS[verb].answer(repository, arguments)
    except OaiError as error:
        content = element("error", str(error), {"code": error.code})
        arguments = {} if error.code in _UNANSWERED else arguments
    root = element(
        "OAI-PMH",
        "",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{_NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
        },
        element("responseDate", _now()),
        element("request", repository.places.oai(), arguments),
        content,
    )
    return document(root)


@dataclass(frozen=True, slots=True)
class _Verb:
    answer: Callable[[Repository, Arguments], Element]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumable: bool = False


def _checked(given: Sequence[tuple[str, str]]) -> str:
    """Return the verb of a request. Raises OaiError for what no request may have."""
    counts = Counter(name for name, _ in given)
    names = [value for name, value in given if name == "verb"]
    if len(names) != 1 or names[0] not in _VERBS:
        raise OaiError("badVerb", f"Give one verb: {', '.join(_VERBS)}.")
    verb = _VERBS[names[0]]
    arguments = set(counts) - {"verb"}
    if repeated := [name for name, count in counts.items() if count > 1]:
        raise OaiError("badArgument", f"{repeated[0]} is given twice.")
    if verb.resumable and arguments == {"resumptionToken"}:
        return names[0]
    if missing := verb.required - arguments:
        raise OaiError("badArgument", f"{names[0]} needs {', '.join(sorted(missing))}.")
    if wrong := arguments - verb.required - verb.optional:
        raise OaiError("badArgument", f"{names[0]} does not take {sorted(wrong)[0]!r}.")
    return names[0]


def _identify(repository: Repository, _: Arguments) -> Element:
    earliest = records.earliest(repository.catalogue)
    facts = {
        "repositoryName": repository.site,
        "baseURL": repository.places.oai(),
        "protocolVersion": "2.0",
        "adminEmail": repository.admin_email,
        "earliestDatestamp": _datestamp(earliest) if earliest else _now(),
        "deletedRecord": "transient",  # they are lost with the folder of the index
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    # The name of this machine, or a number, is no namespace.
    named = [_naming(repository)] if _DOMAIN.fullmatch(repository.namespace) else []
    return element("Identify", "", None, *_elements(facts), *named)


def _naming(repository: Repository) -> Element:
    namespaces = {
        "xmlns": _OF_IDENTIFIERS,
        "xsi:schemaLocation": f"{_OF_IDENTIFIERS} {_OF_IDENTIFIERS}.xsd",
    }
    facts = {
        "scheme": "oai",
        "repositoryIdentifier": repository.namespace,
        "delimiter": ":",
        "sampleIdentifier": repository.identifier("silent-lectures"),
    }
    identifier = element("oai-identifier", "", namespaces, *_elements(facts))
    return element("description", "", None, identifier)


def _elements(facts: Mapping[str, str]) -> list[Element]:
    """Return an element for each fact: its name, and its value as the text."""
    return [element(name, value) for name, value in facts.items()]


def _list_formats(repository: Repository, arguments: Arguments) -> Element:
    if "identifier" in arguments and repository.record(arguments["identifier"]).gone:
        raise OaiError("noMetadataFormats", "The record is deleted.")
    formats = []
    for module in (dublin_core, lom):
        facts = {
            "metadataPrefix": module.PREFIX,
            "schema": module.SCHEMA,
            "metadataNamespace": module.NAMESPACE,
        }
        formats.append(element("metadataFormat", "", None, *_elements(facts)))
    return element("ListMetadataFormats", "", None, *formats)


def _list_sets(_: Repository, __: Arguments) -> Element:
    raise OaiError("noSetHierarchy", "There are no sets.")


def _get_record(repository: Repository, arguments: Arguments) -> Element:
    _check_format(arguments)
    record = repository.record(arguments["identifier"])
    shown = _records(repository, [record], arguments["metadataPrefix"])
    return element("GetRecord", "", None, *shown)


def _list_identifiers(repository: Repository, arguments: Arguments) -> Element:
    harvest = _harvest(repository, arguments)
    headers = [_header(repository, record) for record in harvest.records]
    return element("ListIdentifiers", "", None, *headers, *_resumption(harvest))


def _list_records(repository: Repository, arguments: Arguments) -> Element:
    harvest = _harvest(repository, arguments)
    shown = _records(repository, harvest.records, harvest.window.format)
    return element("ListRecords", "", None, *shown, *_resumption(harvest))


def _harvest(repository: Repository, arguments: Arguments) -> Harvest:
    """Return the page of a list that is asked for. Raises OaiError where it is empty."""
    if "resumptionToken" in arguments:
        window = Window.from_token(arguments["resumptionToken"])
        if window.format not in _FORMATS:
            raise OaiError("badResumptionToken", "Begin the list anew.")
    else:
        _check_format(arguments)
        times = arguments.get("from"), arguments.get("until")
        window = window_of(*times, arguments["metadataPrefix"])
    return page_of(repository.catalogue, window)


def _check_format(arguments: Arguments) -> None:
    if arguments["metadataPrefix"] not in _FORMATS:
        raise OaiError("cannotDisseminateFormat", f"Ask for {' or '.join(_FORMATS)}.")
    if "set" in arguments:
        raise OaiError("noSetHierarchy", "There are no sets.")


def _records(repository: Repository, listed: Sequence[Record], prefix: str) -> list[Element]:
    ids = [record.id for record in listed if not record.gone]
    described = {it.id: it for it in resources.several(repository.catalogue, ids)}
    shown = []
    for record in listed:
        parts = [_header(repository, record)]
        if record.id in described:
            content = _FORMATS[prefix](described[record.id], repository.places)
            parts.append(element("metadata", "", None, content))
        shown.append(element("record", "", None, *parts))
    return shown


def _header(repository: Repository, record: Record) -> Element:
    return element(
        "header",
        "",
        {"status": "deleted"} if record.gone else {},
        element("identifier", repository.identifier(record.id)),
        element("datestamp", _datestamp(record.changed)),
    )


def _resumption(harvest: Harvest) -> list[Element]:
    """Return the element that says how to go on; an empty one ends a list of several pages."""
    window = harvest.window
    if harvest.following is None and window.cursor == 0:
        return []
    about = {"completeListSize": str(harvest.total), "cursor": str(window.cursor)}
    token = harvest.following.token if harvest.following else ""
    return [element("resumptionToken", token, about)]


def _datestamp(time: str) -> str:
    """Return a time of the catalogue (`+00:00`) as the protocol writes it."""
    return f"{time[:19]}Z"


def _now() -> str:
    return _datestamp(datetime.now(UTC).isoformat(timespec="seconds"))


_FORMATS: dict[str, Callable[[Resource, Places], Element]] = {
    dublin_core.PREFIX: dublin_core.dublin_core,
    lom.PREFIX: lom.lom,
}
_SELECTED = frozenset({"from", "until", "set"})
_VERBS = {
    "Identify": _Verb(_identify),
    "ListMetadataFormats": _Verb(_list_formats, optional=frozenset({"identifier"})),
    "ListSets": _Verb(_list_sets, resumable=True),
    "ListIdentifiers": _Verb(
        _list_identifiers, frozenset({"metadataPrefix"}), _SELECTED, resumable=True
    ),
    "ListRecords": _Verb(_list_records, frozenset({"metadataPrefix"}), _SELECTED, resumable=True),
    "GetRecord": _Verb(_get_record, frozenset({"identifier", "metadataPrefix"})),
}
