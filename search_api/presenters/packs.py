"""From packs to their wire models."""

from search_api import presenters
from search_api.handouts.wording import saying
from search_api.limits import OWN_ITEM
from search_api.packs.pack import Choice, Pack, PackItem
from search_api.packs.saying import lacking, why
from search_api.schemas import packs as pack_schemas


def pack(of: Pack, made: str, generation: str, language: str) -> pack_schemas.Pack:
    """Return a pack with its sentences in `language`; `made` is the time of the answer."""
    return pack_schemas.Pack(
        topic=of.wish.topic,
        minutes=of.wish.minutes,
        items=[_item(item, of, language) for item in of.items],
        lacks=[
            pack_schemas.PackLack(kind=lack.kind, text=lacking(lack, language)) for lack in of.lacks
        ],
        news=[_option(choice, language) for choice in of.news],
        made=made,
        generation=generation,
    )


def _item(item: PackItem, of: Pack, language: str) -> pack_schemas.PackItem:
    choice = item.choice
    resource = choice.resource
    shown = (
        presenters.resource(resource, language, of.versions.get(resource.id, ()))
        if resource
        else None
    )
    return pack_schemas.PackItem(
        **_option(choice, language).model_dump(),
        minutes=item.minutes,
        resource=shown,
        passage=presenters.passage(choice.passage) if choice.passage else None,
        instead=[_option(other, language) for other in item.instead],
    )


def _option(choice: Choice, language: str) -> pack_schemas.PackOption:
    resource = choice.resource
    own = choice.name.removeprefix(OWN_ITEM) or saying(language)(choice.part)
    return pack_schemas.PackOption(
        part=choice.part,
        name=choice.name if resource or choice.name else OWN_ITEM + own,
        title=(resource.metadata.title or resource.path) if resource else own,
        language=resource.metadata.language if resource else None,
        why=why(choice, language),
    )
