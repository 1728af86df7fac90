"""Settings: read once at the edge (command line, app factory) and passed inward.

Every setting can be given as BALKANETUP_<NAME>; no other module of ours takes one from the
environment. A name that is none is said at the start (indexer/commands/environment.py).
"""

import os
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

STORE_SECONDS = 120.0
Engine = Literal["faiss", "numpy", "milvus"]  # of the vector index
_PREFIX = "BALKANETUP_"


class VectorServer(NamedTuple):
    """Where the vectors are searched when no embedded engine does it."""

    uri: str
    token: str


class Settings(BaseModel):
    """Where things are and how large they may be: as given, else as the environment says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(
        default=Path(".balkanetup"),
        description="Folder of the index: catalogue, published generations, exported model.",
    )
    encoder: str = Field(
        default="default",
        description="'default' (MiniLM for English, the multilingual encoder for the other "
        "languages), 'minilm' (English alone), or the name or folder of any sentence-transformers "
        "model.",
    )
    encoder_revision: str | None = Field(
        default=None, description="Pinned revision of a model loaded by name."
    )
    query_prefix: str = Field(default="", description="Put before a question, e.g. 'query: '.")
    passage_prefix: str = Field(default="", description="Put before a passage, e.g. 'passage: '.")
    threads: int = Field(default=0, ge=0, description="CPU threads; 0 takes all there are.")

    ray: str = Field(
        default="",
        description="Ray cluster whose workers encode the passages of `index`, e.g. "
        "10.0.0.5:6379, or auto for the one of this machine; empty: this process encodes.",
    )

    engine: Engine = Field(
        default="faiss",
        description="Engine of the vector index: 'faiss' and 'numpy' are embedded, 'milvus' is a "
        "server that many readers share; the answers are the same.",
    )
    milvus_uri: str = Field(
        default="",
        validate_default=True,
        pattern=r"^(https?://[^/?#@\s]+/?)?$",
        description="Address of the Milvus server, e.g. http://127.0.0.1:19530.",
    )
    milvus_token: SecretStr = Field(
        default=SecretStr(""), description="What it asks for: name:password, or an API key."
    )

    push_to: str = Field(
        default="",
        repr=False,  # it may hold a password
        description="Store that `balkanetup push` sends generations to, e.g. s3://bucket/index.",
    )
    pull_from: str = Field(
        default="",
        repr=False,
        description="Store that `balkanetup pull` fetches generations from; `serve` follows it.",
    )
    pull_seconds: float = Field(
        default=30, ge=1, description="How often `serve` looks for a newer generation there."
    )
    store_seconds: float = Field(
        default=STORE_SECONDS,
        ge=1,
        description="How long a store may take to answer, or to send 8 MiB; and how long `serve` "
        "waits for its first generation before it answers without one.",
    )

    max_file_bytes: int = Field(default=200 * 2**20, ge=1, description="Larger files are refused.")
    cpu_seconds: int = Field(default=60, ge=1, description="CPU time for reading one file.")
    wall_seconds: int = Field(default=120, ge=1, description="Wall time for reading one file.")
    memory_bytes: int = Field(default=2**30, ge=2**26, description="Memory for reading one file.")
    page_seconds: int = Field(default=20, ge=1, description="Time for painting one page.")
    page_cache_bytes: int = Field(
        default=256 * 2**20, ge=0, description="Disk for pages that were painted before."
    )
    ocr: bool = Field(
        default=False, description="Recognise the text of scanned pages, with tesseract."
    )
    ocr_seconds: int = Field(default=60, ge=1, description="Time for recognising one page.")
    ocr_pages: int = Field(default=300, ge=1, description="Pages recognised of one file, at most.")

    host: str = Field(default="127.0.0.1", description="Address the API binds to.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port of the API.")
    public_url: str = Field(
        default="",
        pattern="^(https?://[^/?#]+[^?#]*)?$",
        description="Where readers reach the API, e.g. https://search.example.edu/api behind a "
        "proxy: links, JSON-LD ids and the OpenAPI document name it. None: BALKANETUP_HOST.",
    )
    repository_name: str = Field(
        default="BALKANETUP Search", min_length=1, description="What pages and feeds call it."
    )
    repository_id: str = Field(
        default="",
        pattern=r"^([A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+)?$",
        description="Domain that the identifiers in feeds and OAI-PMH are made of; none: that of "
        "BALKANETUP_PUBLIC_URL. Set it to what it was when the address changes: they must last.",
    )
    admin_email: str = Field(
        default="",
        pattern=r"^([^@\s]+@[^@\s]+)?$",
        description="Whom harvesters may write to. OAI-PMH is off without it.",
    )
    mcp: bool = Field(
        default=False, description="Answer assistants at /mcp (Model Context Protocol)."
    )
    concurrency: int = Field(
        default=64, ge=1, description="Requests at a time; the others are answered 503 at once."
    )
    rate_limit: str = Field(
        default="600/minute",
        description="Requests of one address, e.g. 600/minute; empty: as many as it likes. "
        "Programs of this machine (the screens) are not counted.",
    )
    key_rate_limit: str = Field(default="120/minute", description="Requests with one key.")
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="Addresses and networks whose X-Forwarded-For is believed, with commas.",
    )
    cors_origins: str = Field(
        default="",
        description="Sites whose pages may read answers, with commas, e.g. "
        "https://library.example.edu; * for all.",
    )
    frame_ancestors: str = Field(
        default="'none'",
        pattern=r"^[^;,\r\n]+$",
        description="Sites whose pages may show ours in a frame, with spaces: 'none', 'self', "
        "https://moodle.example.edu.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Processes that answer, over one index mapped into memory.",
    )
    access_log: bool = Field(
        default=True,
        description="Write a line of JSON for each request to standard output, without what was "
        "asked. `balkanetup start`, for one's own machine, writes none unless this is set.",
    )
    statistics: bool = Field(
        default=True,
        description="Count questions by month, language, field and whether anything was found; no "
        "word of a question is kept.",
    )
    requests: Literal["off", "moderated", "open"] = Field(
        default="moderated",
        description="What readers ask the network to write: `moderated` is shown once a maintainer "
        "has published it, `open` at once, `off` takes and shows none.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of 127.0.0.1 that shows metrics for Prometheus; 0 for none.",
    )
    ui_port: int = Field(default=8501, ge=0, le=65535, description="Port of the user interface.")

    @model_validator(mode="before")
    @classmethod
    def _completed_by_the_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        set_ = {name.upper(): value for name, value in os.environ.items()}
        names = {name: f"{_PREFIX}{name.upper()}" for name in cls.model_fields}
        return {name: set_[key] for name, key in names.items() if key in set_} | given

    @field_validator("milvus_uri")
    @classmethod
    def _names_the_server_where_one_searches(cls, uri: str, others: ValidationInfo) -> str:
        if others.data.get("engine") == "milvus" and not uri:
            raise ValueError("the engine milvus needs the address of its server")
        return uri

    @property
    def vector_server(self) -> VectorServer | None:
        """The Milvus server, None where none is named."""
        if not self.milvus_uri:
            return None
        return VectorServer(self.milvus_uri, self.milvus_token.get_secret_value())

    @property
    def local_address(self) -> str:
        """Where a program of this machine reaches the API."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def public_address(self) -> str:
        """Where a reader reaches the API, without a slash at its end."""
        return self.public_url.rstrip("/") or self.local_address

    @property
    def namespace(self) -> str:
        """The domain that lasting identifiers are made of."""
        return self.repository_id or urlsplit(self.public_address).hostname or "localhost"
