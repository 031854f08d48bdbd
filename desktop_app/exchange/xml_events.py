"""XML as a stream of events, by expat: any encoding that it knows, no entities, nothing held in memory."""

from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

from desktop_app.domain.errors import SourceDamaged, SourceUnsafe


class Names(dict[str, str]):
    """The local names of elements and attributes: "x:row" and "row" are both "row"."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


class XmlHandler:
    """What a reader does as elements pass. `text` holds the text seen since it was last emptied, while `wanted`."""

    def __init__(self) -> None:
        """Begin with no text."""
        self.local = Names()
        self.text: list[str] = []
        self.wanted = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; names still carry their prefixes."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def take_text(self) -> str:
        """Give the text seen and forget it."""
        text = "".join(self.text)
        self.text.clear()
        return text


def parse(path: Path, chunks: Iterable[bytes], handler: XmlHandler, *, part: str = "") -> None:
    """Send the events of an XML text to `handler`. Raises SourceDamaged, and SourceUnsafe at a DTD."""

    def refuse(*_: object) -> None:
        raise SourceUnsafe(path, "DTD")

    def characters(text: str) -> None:
        if handler.wanted:
            handler.text.append(text)

    whole = True
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", whole)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise SourceDamaged(path, f"{part}: {error}") from error


def attribute(attributes: dict[str, str], local: str, default: str = "") -> str:
    """Give an attribute by its local name, whatever its prefix."""
    if local in attributes:
        return attributes[local]
    return next((value for name, value in attributes.items() if name.endswith(":" + local)), default)


