"""Loads the encoder that the setting `encoder` names."""

from importlib.util import find_spec

from indexer.encoding.base import Encoder
from indexer.errors import ExtraMissing
from indexer.settings import Settings

_CURE = "Install it: pip install 'balkanetup-search[models]'"


def load_encoder(settings: Settings) -> Encoder:
    """Return the encoder that `settings.encoder` names.

    Raises ModelError, or ExtraMissing where sentence-transformers is not installed, with the cure.

    `default` reads every language of the network, `minilm` English only. Anything else is the name
    or folder of a sentence-transformers model, which then reads every text.
    """
    if settings.encoder in ("default", "minilm"):
        from indexer.encoding.minilm import MiniLM

        english = MiniLM(threads=settings.threads)
        if settings.encoder == "minilm":
            return english
        return _for_every_language(english, settings.threads)
    if find_spec("sentence_transformers") is None:
        raise ExtraMissing(
            f"The encoder {settings.encoder!r} needs sentence-transformers, which is not here.",
            cure=_CURE,
        )
    from indexer.encoding.any_model import AnyModel

    return AnyModel(
        settings.encoder,
        revision=settings.encoder_revision,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
    )


def _for_every_language(english: Encoder, threads: int) -> Encoder:
    from indexer.encoding.english import speaks_english
    from indexer.encoding.multilingual import Multilingual
    from indexer.encoding.routed import RoutedEncoder

    return RoutedEncoder(english, Multilingual(threads=threads), speaks_english)
