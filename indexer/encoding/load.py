"""Loads the encoder that the setting `encoder` names."""

from indexer.encoding.base import Encoder
from indexer.settings import Settings


def load_encoder(settings: Settings) -> Encoder:
    """Return the encoder that `settings.encoder` names. Raises ModelError with the cure.

    `default` reads every language of the network; so does `light`, which indexes texts that are
    not English some thirty times faster and searches them a little worse; `minilm` reads English
    only. Anything else is the name or folder of a sentence-transformers model, which then reads
    every text.
    """
    if settings.encoder in ("default", "light", "minilm"):
        from indexer.encoding.minilm import MiniLM

        english = MiniLM(settings.data_dir / "models", threads=settings.threads)
        if settings.encoder == "minilm":
            return english
        return _with_bridge(english, light=settings.encoder == "light")
    from indexer.encoding.any_model import AnyModel

    return AnyModel(
        settings.encoder,
        revision=settings.encoder_revision,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
    )


def _with_bridge(english: Encoder, *, light: bool) -> Encoder:
    from indexer.encoding.bridge.encoder import BridgeEncoder
    from indexer.encoding.bridge.gloss import GlossingBridge
    from indexer.encoding.bridge.routing import speaks_english
    from indexer.encoding.routed import RoutedEncoder

    bridge = GlossingBridge(BridgeEncoder.load(), english, passages=not light)
    return RoutedEncoder(english, bridge, speaks_english)
