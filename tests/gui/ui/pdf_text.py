"""Reads the text of a PDF back, as far as the files need it that Qt writes: glyphs through each font's own table."""

import re
import unicodedata
import zlib

_OBJECT = re.compile(rb"\n(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> \[(.*?)\]", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\bET\b")


def pdf_text(raw: bytes) -> str:
    """Runs of text, a line each, in the order in which they were drawn; ligatures and shaped letters as plain ones."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(raw)}
    fonts = {number: _table(objects, body) for number, body in objects.items() if b"/Type0" in body}
    lines = [""]
    for body in objects.values():
        if b"/FlateDecode" not in body or b"/Length1" in body:
            continue
        page = zlib.decompress(body.split(b"stream\n", 1)[1])
        font: dict[int, str] = {}
        for found in _SHOWN.finditer(page):
            if found[1]:
                font = fonts.get(int(found[1]), {})
            elif found[2]:
                lines[-1] += font.get(int(found[2], 16), "")
            else:
                lines.append("")
    return "\n".join(unicodedata.normalize("NFKC", line.replace("\t", " ")) for line in lines)


def _table(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    table: dict[int, str] = {}
    for first, _last, signs in _RANGE.findall(objects[int(found[1])] if found else b""):
        for place, sign in enumerate(re.findall(rb"<([0-9A-F]+)>", signs)):
            table[int(first, 16) + place] = bytes.fromhex(sign.decode()).decode("utf-16-be")
    return table
