"""A model without its weights, which stay in its file: onnxruntime maps them from there.

An ONNX file is one message in protobuf's wire format, with the weights inside; onnxruntime copies
all of it. It also takes weights that are elsewhere ("external data"), and maps these: only what is
read of them is in memory, several processes share it, and the system can take it back. Elsewhere
may well be the very file that the message came from.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

_Content = mmap.mmap
# Numbers of fields in the messages of onnx.proto, and of types in TensorProto.DataType.
_GRAPH, _INITIALIZER = 7, 5
_DATA_TYPE, _RAW_DATA, _EXTERNAL_DATA, _DATA_LOCATION = 2, 9, 13, 14
_BYTES = (2, 3)  # uint8 and int8: others would have to lie at multiples of their size
_VARINT, _EIGHT_BYTES, _MESSAGE, _FOUR_BYTES = 0, 1, 2, 5  # kinds of a field on the wire
LARGE = 16_384  # bytes


def outline(model: Path) -> bytes:
    """Return the ONNX model with its large weights in 8 bits as places in the file itself.

    Weights that are elsewhere already stay there. Whoever opens it must tell onnxruntime the
    folder of the file.
    """
    with model.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return _outlined(content, 0, len(content), (_GRAPH, _INITIALIZER), model.name)


def _outlined(content: _Content, start: int, end: int, path: tuple[int, ...], file: str) -> bytes:
    """Return the message from `start` to `end` with the tensors that `path` leads to outlined."""
    if not path:
        return _outlined_tensor(content, start, end, file)
    return b"".join(
        _field(number, _outlined(content, value, stop, path[1:], file))
        if number == path[0]
        else content[begin:stop]
        for number, begin, value, stop in _fields(content, start, end)
    )


def _outlined_tensor(content: _Content, start: int, end: int, file: str) -> bytes:
    if end - start < LARGE:
        return content[start:end]
    kept, kind, place = b"", 0, None
    for number, begin, value, stop in _fields(content, start, end):
        if number == _RAW_DATA:
            place = (value, stop - value)
            continue
        kind = content[value] if number == _DATA_TYPE else kind
        kept += content[begin:stop]
    if kind not in _BYTES or place is None:
        return content[start:end]
    told = {"location": file, "offset": str(place[0]), "length": str(place[1])}
    entries = (_field(1, key.encode()) + _field(2, text.encode()) for key, text in told.items())
    elsewhere = _varint(_DATA_LOCATION << 3 | _VARINT) + _varint(1)
    return kept + b"".join(_field(_EXTERNAL_DATA, entry) for entry in entries) + elsewhere


def _fields(content: _Content, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the fields of a message: number, where it begins, where its value does, its end."""
    while start < end:
        key, value = _read_varint(content, start)
        kind = key & 7
        if kind == _MESSAGE:
            length, value = _read_varint(content, value)
            stop = value + length
        elif kind == _VARINT:
            stop = _read_varint(content, value)[1]
        else:
            stop = value + {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}[kind]
        yield key >> 3, start, value, stop
        start = stop


def _read_varint(content: _Content, place: int) -> tuple[int, int]:
    """Return the number at `place`, seven bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        byte = content[place]
        number |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return number, place


def _field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | _MESSAGE) + _varint(len(value)) + value


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])
