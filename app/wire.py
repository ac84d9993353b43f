"""Values as plain data and back, as the wire has them; what that needs is loaded when it is first used."""

from typing import TypeVar

T = TypeVar("T")


def plain(value: object) -> object:
    """Dataclasses, times and enumerations as what JSON knows."""
    import msgspec

    return msgspec.to_builtins(value)


def read(answer: object, kind: type[T]) -> T:
    """The value that plain data stands for. Raises ValueError."""
    import msgspec

    try:
        return msgspec.convert(answer, kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def to_json(value: object) -> str:
    """As text."""
    import msgspec

    return msgspec.json.encode(value).decode()


def from_json(text: str, kind: type[T]) -> T:
    """From text. Raises ValueError."""
    import msgspec

    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
