"""The page /docs: the OpenAPI document as plain HTML, without a script and without a network."""

import base64
import hashlib
import json
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; border-top: 1px solid #999; padding-top: 1rem; font-size: 1.2rem }
table { border-collapse: collapse } th, td { text-align: left; padding: .2rem 1rem .2rem 0;
vertical-align: top } code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
pre { background: #f2f2f2; padding: .7rem; overflow-x: auto; font-size: .85rem }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'none'"


def page(document: dict[str, Any]) -> str:
    """Return the HTML page that shows an OpenAPI document."""
    info = document["info"]
    operations = "".join(
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(info["title"])}</title>'
        f"<style>{_STYLE}</style><h1>{escape(info['title'])}</h1><p>{escape(info['summary'])}</p>"
        '<p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI '
        f"{escape(document['openapi'])}).</p>{operations}"
        f"<h2>Models</h2>{''.join(_models(document['components']['schemas']))}</html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    parameters = "".join(map(_parameter, operation.get("parameters", [])))
    answers = "".join(
        f"<tr><td>{escape(status)}<td>{escape(answer['description'])}"
        f"<td>{'<br>'.join(map(_content, answer.get('content', {}).items()))}"
        for status, answer in operation["responses"].items()
    )
    return (
        f'<h2 id="{escape(operation["operationId"])}"><code>{method.upper()} {escape(path)}</code>'
        f"</h2><p>{escape(operation.get('description', ''))}</p>"
        + (f"<h3>Parameters</h3><table>{parameters}</table>" if parameters else "")
        + f"<h3>Answers</h3><table>{answers}</table>{_example(operation)}"
    )


def _example(operation: dict[str, Any]) -> str:
    """Return the answer that the document shows, folded away."""
    answers = operation["responses"]
    shown = answers.get("200", answers.get("202", {})).get("content", {}).values()
    for content in shown:
        if (example := content.get("example")) is not None:
            text = example if isinstance(example, str) else _indented(example)
            return f"<details><summary>Example</summary><pre>{escape(text)}</pre></details>"
    return ""


def _indented(example: Any) -> str:
    return json.dumps(example, ensure_ascii=False, indent=1)


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    needed = "required" if parameter.get("required") else f"default {schema.get('default', 'none')}"
    example = next(iter(parameter.get("examples") or schema.get("examples") or ()), "")
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code><td>{_type(schema)}"
        f"<td>{escape(needed)}<td>{escape(parameter.get('description', ''))}"
        + (f" Example: <code>{escape(str(example))}</code>" if example else "")
    )


def _content(content: tuple[str, dict[str, Any]]) -> str:
    media_type, body = content
    return f"<code>{escape(media_type)}</code> {_type(body.get('schema', {}))}"


def _models(models: dict[str, Any]) -> Iterator[str]:
    for name, model in sorted(models.items()):
        fields = "".join(
            f"<tr><td><code>{escape(field)}</code><td>{_type(schema)}"
            f"<td>{escape(schema.get('description', ''))}"
            for field, schema in model.get("properties", {}).items()
        )
        yield (
            f'<h3 id="{escape(name)}">{escape(name)}</h3>'
            f"<p>{escape(model.get('description', ''))}</p><table>{fields}</table>"
        )


def _type(schema: dict[str, Any]) -> str:
    """Return the type of a schema as HTML, with a link to the model that it names."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(" or ".join(schema.get("enum", ())) or str(schema.get("type", "anything")))
