"""Any sentence-transformers model, by name or folder. The home of sentence-transformers.

For safety only safetensors weights are read, and no code of a model's repository is run. A model
loaded by name is fetched from the hub on first use, so this is the one encoder that may need
the Internet; a folder never does.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from huggingface_hub import model_info, try_to_load_from_cache
from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

from indexer.encoding.base import EncodedQuestion, Vectors, normalise
from indexer.errors import ModelError

_HUB_SECONDS = 5.0


class AnyModel:
    """A sentence-transformers model, with the prefixes it was trained with.

    Most models that want prefixes carry them in their own configuration, and sentence-transformers
    applies them; E5 does not, so it gets its own. A prefix given in the settings wins over both.
    """

    def __init__(
        self, name: str, *, revision: str | None = None, query_prefix: str, passage_prefix: str
    ) -> None:
        """Load the model. Raises ModelError, with the cure, when it cannot be."""
        here = Path(name).exists() or _is_kept(name, revision)
        if not here:
            _refuse_unless_on_the_hub(name)
        from sentence_transformers import SentenceTransformer  # torch: 6 s, so only when used

        try:
            self._model = SentenceTransformer(
                name,
                device="cpu",
                revision=revision,
                trust_remote_code=False,
                local_files_only=here,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as problem:  # the hub, the disk and the files raise many kinds
            raise ModelError(
                f"The model {name!r} cannot be loaded: {problem}",
                cure="Check the name or folder, and the connection if it was never used before.",
            ) from problem
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"The model {name!r} does not say the size of its vectors.")
        self.dimension = int(dimension)
        self._prefixes = _prefixes(name, query_prefix, passage_prefix)
        self.fingerprint = _fingerprint(name, revision, self._prefixes)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1."""
        prompt = self._prefixes[1] or None
        return normalise(np.asarray(self._model.encode_document(list(texts), prompt=prompt)))

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector, shape (dimension,): the model offers no English terms."""
        prompt = self._prefixes[0] or None
        (vector,) = normalise(np.asarray(self._model.encode_query([text], prompt=prompt)))
        return EncodedQuestion(np.asarray(vector, dtype=np.float32))

    def known_words(self, folded: Sequence[str]) -> set[str]:  # noqa: ARG002 (the seam's)
        """Return the empty set: word pieces do not tell correct words from misspelt ones."""
        return set()


def _repositories(name: str) -> list[str]:
    """Return where a model of this name may be on the hub, as sentence-transformers looks."""
    return [name] if "/" in name else [f"sentence-transformers/{name}", name]


def _is_kept(name: str, revision: str | None) -> bool:
    """Whether the model was fetched before: then nobody is asked."""
    try:
        return any(
            isinstance(try_to_load_from_cache(repository, "config.json", revision=revision), str)
            for repository in _repositories(name)
        )
    except HFValidationError:
        return False


def _refuse_unless_on_the_hub(name: str) -> None:
    """Raise ModelError at once for a name that nothing has. The hub is asked once, and shortly:
    whoever mistypes a setting on a machine without the Internet waits for no retries."""
    cure = "Name a folder with a model, or one of the hub; `default` needs neither."
    for repository in _repositories(name):
        try:
            model_info(repository, timeout=_HUB_SECONDS)
        except (RepositoryNotFoundError, HFValidationError):
            continue
        except Exception as problem:  # no name service, no route, no certificate, a time-out ...
            raise ModelError(
                f"There is no folder {name!r}, no model of that name was used before, and the hub"
                f" cannot be asked ({type(problem).__name__}).",
                cure=cure,
            ) from problem
        return
    raise ModelError(f"There is no model {name!r}: no such folder, none on the hub.", cure=cure)


def _prefixes(name: str, query: str, passage: str) -> tuple[str, str]:
    """Return the (query, passage) prefixes: those given, or those a model family needs."""
    if query or passage:
        return query, passage
    if "e5" in Path(name).name.lower().split("-"):
        return "query: ", "passage: "  # Wang et al. 2022, arXiv:2212.03533, section 4
    return "", ""


def _fingerprint(name: str, revision: str | None, prefixes: tuple[str, str]) -> str:
    """Return the name with a digest of revision and prefixes, and of a folder's weights."""
    digest = hashlib.sha256(repr((revision, prefixes)).encode())
    folder = Path(name)
    if folder.is_dir():
        for weights in sorted(folder.rglob("*.safetensors")):
            digest.update(weights.read_bytes())
    return f"{folder.name}-{digest.hexdigest()[:12]}"
