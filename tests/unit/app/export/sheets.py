"""Reads an XLSX file back with nothing but zipfile and XML, as another program would."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is in one.

    Attributes:
        cells: text or number by "B7".
        formulas: how many cells are computed, links: how many lead somewhere.
    """

    name: str
    cells: dict[str, str | float]
    formulas: int
    links: int
    frozen: bool
    widths: int
    shapes: dict[str, str]


def read(path: Path) -> list[Sheet]:
    """Its sheets in order."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [str(sheet.get("name")) for sheet in book.iter(f"{_MAIN}sheet")]
        shapes = _shapes(ElementTree.fromstring(archive.read("xl/styles.xml")))
        return [
            _sheet(name, ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")), shapes)
            for number, name in enumerate(names, start=1)
        ]


def _sheet(name: str, root: ElementTree.Element, shapes: list[str]) -> Sheet:
    cells: dict[str, str | float] = {}
    used: dict[str, str] = {}
    for cell in root.iter(f"{_MAIN}c"):
        place = str(cell.get("r"))
        number = cell.find(f"{_MAIN}v")
        if cell.get("t") == "inlineStr":
            cells[place] = _unescaped("".join(text.text or "" for text in cell.iter(f"{_MAIN}t")))
        elif number is not None:
            cells[place] = float(number.text or "nan")
        used[place] = shapes[int(cell.get("s") or 0)]
    links = sum(1 for _link in root.iter(f"{_MAIN}hyperlink"))
    formulas = sum(1 for _formula in root.iter(f"{_MAIN}f"))
    frozen = any(pane.get("state") == "frozen" for pane in root.iter(f"{_MAIN}pane"))
    return Sheet(name, cells, formulas, links, frozen, sum(1 for _one in root.iter(f"{_MAIN}col")), used)


def _shapes(styles: ElementTree.Element) -> list[str]:
    formats = {str(one.get("numFmtId")): str(one.get("formatCode")) for one in styles.iter(f"{_MAIN}numFmt")}
    used = styles.find(f"{_MAIN}cellXfs")
    return [formats.get(str(one.get("numFmtId")), str(one.get("numFmtId"))) for one in used] if used is not None else []


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", _sign, text)


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
