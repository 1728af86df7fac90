"""Loads the encoder that the setting `encoder` names."""

from importlib.util import find_spec
from pathlib import Path

from indexer.checked_files import NAME, CheckedFiles
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
    models = settings.data_dir / "models"
    if settings.encoder == "default":
        return _for_every_language(models, settings.threads)
    if settings.encoder == "minilm":
        from indexer.encoding.minilm import MiniLM

        return MiniLM(models, threads=settings.threads)
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


def _for_every_language(models: Path, threads: int) -> Encoder:
    """Return the routed encoder; each of its two opens its weights when it is first needed."""
    from indexer.encoding import minilm, multilingual
    from indexer.encoding.english import speaks_english
    from indexer.encoding.late import LateEncoder
    from indexer.encoding.routed import RoutedEncoder

    english = LateEncoder(
        lambda: minilm.MiniLM(models, threads=threads),
        dimension=minilm.DIMENSION,
        fingerprint=minilm.FINGERPRINT,
        known_words=minilm.known_words,
    )
    other = LateEncoder(
        lambda: multilingual.Multilingual(
            threads=threads, hash_of=CheckedFiles(models / NAME).hash_of
        ),
        dimension=multilingual.DIMENSION,
        fingerprint=multilingual.fingerprint(),
        known_words=multilingual.known_words,
    )
    return RoutedEncoder(english, other, speaks_english)
