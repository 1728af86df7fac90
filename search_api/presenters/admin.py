"""From our values to the wire models of the admin addresses. No folder of this machine is named."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from indexer import domain
from indexer.catalogue.files import ListedFile
from indexer.inbox import jobs
from indexer.metadata.facets import label
from indexer.metadata.proposals import FIELDS, SURE
from indexer.taxonomy import load
from indexer.taxonomy.classifier import Proposal
from search_api.schemas import Concept
from search_api.schemas import admin as schemas
from search_api.statistics import RESULTS, Counts, Result


def job(of: jobs.Job) -> schemas.Job:
    """Return a job. Which key sent it is for the audit log."""
    shown = {name: value for name, value in asdict(of).items() if name in schemas.Job.model_fields}
    waits = {"cure": "Ask again in a while: `balkanetup inbox`, on the server, does what waits."}
    return schemas.Job.model_validate(shown | (waits if of.state == "waiting" else {}))


def file(listed: ListedFile) -> schemas.AdminFile:
    """Return a file of an indexed folder."""
    record = listed.record
    return schemas.AdminFile(
        id=listed.id,
        folder=PurePath(listed.root).name,
        path=record.path,
        outcome=str(record.outcome),
        failed=record.failed,
        dismissed=record.dismissed,
        note=record.reason,
        cure=record.cure,
        resource_id=listed.resource or None,
        title=listed.title,
        passages=listed.passages,
        size=record.size,
        checked=listed.checked,
    )


def run(row: Mapping[str, Any]) -> schemas.Run:
    """Return a run as the catalogue has it; of one that did not end there are no figures."""
    summary = row["summary"]
    return schemas.Run(
        started=row["started"],
        ended=row["ended"],
        folder=PurePath(row["folder"]).name,
        tally=summary.get("tally", {}),
        outcomes=summary.get("outcomes", {}),
        notes=summary.get("notes", []),
        seconds=summary.get("seconds"),
        interrupted=summary.get("interrupted", False),
    )


def finding(proposal: Proposal, of: domain.Resource, language: str) -> schemas.Finding:
    """Return what the classifier proposes for a resource."""
    words = load(proposal.vocabulary).label(proposal.concept_id, language)
    return schemas.Finding(
        resource_id=of.id,
        title=of.metadata.title or of.path,
        language=of.metadata.language,
        field=FIELDS[proposal.vocabulary].option,
        value=Concept(id=proposal.concept_id, label=words),
        confidence=proposal.confidence,
        evidence=proposal.evidence,
        used=proposal.confidence >= SURE,
    )


def statistics(counts: Counts, counting: bool, language: str) -> schemas.StatisticsReport:
    """Return what was counted of the questions, the latest month first, the most frequent first."""
    months = [
        schemas.AskedInMonth(
            month=month,
            **_results(about.get("all", {}).get("", {})),
            languages=_asked("language", about.get("language", {}), language),
            disciplines=_asked("discipline", about.get("discipline", {}), language),
            strategies=_asked("strategy", about.get("strategy", {}), language),
        )
        for month, about in sorted(counts.items(), reverse=True)
    ]
    return schemas.StatisticsReport(counting=counting, months=months)


def _asked(
    facet: str, values: Mapping[str, Mapping[Result, int]], language: str
) -> list[schemas.AskedAbout]:
    rows = [
        schemas.AskedAbout(value=value, label=label(facet, value, language), **_results(results))
        for value, results in values.items()
    ]
    return sorted(rows, key=lambda it: (-(it.matched + it.nothing_close + it.nothing), it.value))


def _results(counts: Mapping[Result, int]) -> dict[str, int]:
    return {result: counts.get(result, 0) for result in RESULTS}


def lacking(of: domain.Resource) -> schemas.Lacking:
    """Return a resource that lacks something."""
    return schemas.Lacking(
        resource_id=of.id,
        title=of.metadata.title or of.path,
        language=of.metadata.language,
        path=of.path,
    )
