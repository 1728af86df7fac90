"""Loads the encoder that the setting `encoder` names."""

from indexer.encoding.base import Encoder
from indexer.settings import Settings


def load_encoder(settings: Settings) -> Encoder:
    """Return the encoder that `settings.encoder` names. Raises ModelError with the cure.

    `default` reads every language of the network, `minilm` English only. Anything else is the name
    or folder of a sentence-transformers model, which then reads every text.
    """
    if settings.encoder in ("default", "minilm"):
        from indexer.encoding.minilm import MiniLM

        english = MiniLM(settings.data_dir / "models", threads=settings.threads)
        if settings.encoder == "minilm":
            return english
        return _for_every_language(english, settings.threads)
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
