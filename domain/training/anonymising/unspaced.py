"""Postal addresses in Chinese and Thai, whose words are not set apart."""

import re
from collections.abc import Iterator

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page
from domain.training.anonymising.values import Piece, Private

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_SEGMENT = re.compile(f"[{_HAN}0-9A-Za-z()\\-~·]{{2,200}}")
_SPOT = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十]{1,6}(?:号楼|號樓|单元|單元|[号號楼樓弄巷室栋棟座层層段期户戶幢房])(?:之[0-9]{1,3})?"
)
_ROAD = re.compile("[路街道巷弄里村園园][一二三四五六七八九十東西南北中东]?[段路]?[0-9一二三四五六七八九十]{1,5}")
_REGION = re.compile(f"[{_HAN}]{{2,4}}?[省市区區县縣镇鎮乡鄉]")
_POSTCODE = re.compile("(?:邮编|郵遞區號)[:]?[0-9]{3,6}")
_TAIL = re.compile(
    "[号號楼樓弄巷室栋棟座层層段期户戶幢房处處厦廈场場园園寓心閣阁苑邨道路街][A-Z0-9]{0,6}(?:之[0-9]{1,3})?|[0-9]{2,5}[A-Z]?"
)
_LEADS = (
    "地址是", "地址係", "地址", "寄到", "寄回", "寄至", "寄往", "送到", "送至", "搬到", "搬去", "应该是", "應該是",
    "住在", "我在", "住", "改成", "改為", "改为", "改到", "改寄到", "丟在", "丢在", "放在", "位于", "位於", "是",
    "在", "到", "係", "喺", "去",
)  # fmt: skip
_THAI_NUMBER = re.compile(r"[0-9]{1,4}(?:/[0-9]{1,4})?[A-Za-z]?")
_THAI_CHUNK = re.compile(r"[^\s,]{1,200}")


def chinese_addresses(page: Page, lists: Lists, taken: list[bool]) -> Iterator[Piece]:
    """Segments with a road and a number, or with two places of a building, from where the address begins."""
    ends = 0
    for one in _SEGMENT.finditer(page.text):
        start, end = one.span()
        if any(taken[start:end]):
            continue
        if (at := _begins(page.text, start, end, lists)) is not None:
            end = _goes_to(page.text, at, end)
            ends = end
            yield Piece(at, end, Private.ADDRESS, True)
        elif ends and page.text[ends:start].strip(" ,") == "" and (more := _continues(page.text, start, end)):
            yield Piece(ends, more, Private.ADDRESS, True)
            ends = more


def _begins(text: str, start: int, end: int, lists: Lists) -> int | None:
    """Where the address in a segment begins; None when there is none."""
    body = text[start:end]
    road, spots = _ROAD.search(body), len(_SPOT.findall(body))
    region = _region(body, lists)
    if not (road or spots >= 2 or (spots and region is not None)):
        return None
    anchor = min([one.start() for one in (road, _SPOT.search(body)) if one])
    first = region if region is not None and region <= anchor else None
    if first is None:
        first = max((body.rfind(lead, 0, anchor) + len(lead) for lead in _LEADS if lead in body[:anchor]), default=0)
        postcode = re.match("[0-9]{3,6}", body)
        first = 0 if postcode else first
    before = re.search("[0-9]{3,6}$", body[:first])
    return start + (before.start() if before else first)


def _region(body: str, lists: Lists) -> int | None:
    """Where a province, a town or a district begins."""
    known = [at for place in lists.of("places") if (at := body.find(place)) >= 0 and place[0] >= "\u3400"]
    return min(known, default=None)


def _goes_to(text: str, start: int, end: int) -> int:
    """The last sign of a building, a road or a room in the segment."""
    last = start
    for pattern in (_SPOT, _TAIL, _POSTCODE):
        last = max([last, *(one.end() for one in pattern.finditer(text, start, end))])
    return last if last > start else end


def _continues(text: str, start: int, end: int) -> int:
    """Whether the next segment goes on with it: a floor, a postcode. Where it ends; 0 when it does not."""
    body = text[start:end]
    for pattern in (_POSTCODE, _SPOT):
        if pattern.match(body):
            return _goes_to(text, start, end)
    return 0


def thai_addresses(page: Page, lists: Lists, taken: list[bool]) -> Iterator[Piece]:
    """Chunks between blanks that begin with a word of addresses, with numbers and names of towns among them."""
    run: list[tuple[int, int, str]] = []
    for one in _THAI_CHUNK.finditer(page.text):
        kind, start = _thai_kind(page, lists, one, bool(run))
        if taken[one.start()]:
            kind = ""
        if not kind or (run and start > one.start()):
            yield from _thai_run(run)
            run = []
        if kind:
            run.append((start, one.end(), kind))
    yield from _thai_run(run)


def _thai_kind(page: Page, lists: Lists, chunk: re.Match[str], going: bool) -> tuple[str, int]:
    """s for a street or a district, n for a number, p for a town, and where it begins in the chunk."""
    text, start = page.text[chunk.start() : chunk.end()], chunk.start()
    if _THAI_NUMBER.fullmatch(text) or (text.isdigit() and len(text) == 5):
        return "n", start
    if going and len(text) <= 2 and text.isascii() and text.isalnum():
        return "n", start
    for name in ("streets", "units"):
        for word in sorted(lists.of(name), key=len, reverse=True):
            if word[0] >= "\u0e01" and text.startswith(word) and _is_thai_part(text, word, lists):
                return "s", start
    if any(text.startswith(place) for place in lists.of("places")):
        return "p", start
    return ("c", start) if going and text.startswith(("จำกัด", "ตัวอย่าง")) else ("", start)


def _is_thai_part(text: str, word: str, lists: Lists) -> bool:
    """Whether a chunk that begins like a part of an address is one: not a whole sentence."""
    return len(text) <= len(word) + 24 and not any(word in text for word in ("ครับ", "ค่ะ", "คะ", "แล้ว"))


def _thai_run(run: list[tuple[int, int, str]]) -> Iterator[Piece]:
    kinds = "".join(kind for *_, kind in run)
    if "s" not in kinds:
        return
    if len(kinds) > 1:
        yield Piece(run[0][0], run[-1][1], Private.ADDRESS, True)
