"""From the setting `encoder` to an Encoder."""

from indexer.encoding.base import Encoder
from indexer.settings import Settings


def load_encoder(settings: Settings) -> Encoder:
    """Return the encoder that `settings.encoder` names. Raises ModelError with the cure."""
    if settings.encoder == "default":
        from indexer.encoding.minilm import MiniLM

        return MiniLM(settings.data_dir / "models", threads=settings.threads)
    from indexer.encoding.any_model import AnyModel

    return AnyModel(
        settings.encoder,
        revision=settings.encoder_revision,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
    )
