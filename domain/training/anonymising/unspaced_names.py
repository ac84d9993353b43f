"""Names of people in Chinese and Thai, whose words are not set apart."""

from collections.abc import Iterator

from domain.training.anonymising.cues import cued
from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page
from domain.training.anonymising.values import Piece, Private

_NICKNAME = 8
"""Signs of a Thai nickname between a cue and a known word."""

_THAI_LONGEST = 14
"""Signs of one Thai name whose end nothing tells."""

_SPEAKS = frozenset("说說讲講答告回")
"""What people do, after a nickname."""

_SHORT_TITLE = 2
"""Thai titles of so many signs are the beginning of many words."""

_AFTER_CHINESE = frozenset(
    "的是在说說和跟给給收吗嗎呢吧了也就都会會要来來去打接拿取先小女太敬签簽您你我他她这這那没沒不有、把被上个個"
)


class ChineseNames:
    """Surname and one or two characters, where a cue, a title or its neighbours say so."""

    def __init__(self, page: Page, lists: Lists) -> None:
        """Nothing is read yet."""
        self._page, self._lists, self._tokens = page, lists, page.tokens
        self._surnames = {one for one in lists.of("surnames") if one[0] >= "\u3400"}
        self._characters = frozenset("".join(lists.of("given_characters")))
        self._after = sorted((one for one in lists.of("titles_after")), key=len, reverse=True)
        self._cued = {page.tokens[at].start for at in cued(page, lists, "name_cues", "name_fillers")}
        self._selves = {page.tokens[at].start for at in cued(page, lists, "self_cues", "name_fillers")}
        self._weak = {page.tokens[at].start for at in cued(page, lists, "weak_cues")}
        self._not = (
            lists.of("not_names") | {one for one in lists.of("harmless") if one[0] >= "\u3400"} | lists.of("places")
        )

    def found(self) -> Iterator[Piece]:
        """All of them."""
        at = 0
        while at < len(self._page.text):
            end, sure = self._at(at)
            if end > at:
                yield Piece(at, end, Private.NAME, sure)
            at = max(end, at + 1)

    def _at(self, at: int) -> tuple[int, bool]:
        """Where a name that begins here ends, and whether it surely is one."""
        text = self._page.text
        if not _is_han(text[at]) or self._is_ordinary(at):
            return at, False
        if text[at] in "小老阿" and (nick := self._nickname(at)):
            return nick, at in self._cued
        surname = next((size for size in (2, 1) if text[at : at + size] in self._surnames), 0)
        if not surname and at in self._selves and (end := self._up_to_sign(at)):
            return end, True
        if not surname:
            return (
                (at + 2, False) if at in self._cued and self._title(at + 2) and self._titled_clean(at) else (at, False)
            )
        return self._with_surname(at, at + surname)

    def _up_to_sign(self, at: int) -> int:
        """After a cue two or three characters before a sign are a name, whatever the surname."""
        end = at
        while end < len(self._page.text) and _is_han(self._page.text[end]) and end - at < 4:
            end += 1
        ordinary = any(self._is_ordinary(one) or self._page.text[one] in _AFTER_CHINESE for one in range(at, end))
        return end if 2 <= end - at <= 3 and not ordinary else 0

    def _with_surname(self, at: int, given: int) -> tuple[int, bool]:
        if title := self._title(given):
            return given, len(title) > 1
        for size in (2, 1):
            end = given + size
            if end <= len(self._page.text) and all(map(_is_han, self._page.text[given:end])) and self._title(end):
                short = self._is_announced_whole(at, end)
                return end + short, True
        announced = at in self._cued
        likely = at in self._weak or self._alone(at, given)
        if announced or likely:
            end = self._given_end(given)
            signed = self._page.text[end:].strip(" .!~") == "" and self._ends_before(at)
            if not (announced or signed or all(one in self._characters for one in self._page.text[given:end])):
                return at, False
            if end > given or (announced and self._ends(given)):
                return end, announced
        if announced and self._ends(given):
            return given, True
        both = self._page.text[given : given + 2]
        if len(both) == 2 and all(one in self._characters for one in both):
            return given + 2, False
        return at, False

    def _is_announced_whole(self, at: int, end: int) -> bool:
        """Whether what looks like a title of one character is the last of a name of three: 冼冠生."""
        title = self._title(end)
        return at in self._selves and len(title) == 1 and end + 1 - at == 3 and self._ends(end + 1)

    def _given_end(self, given: int) -> int:
        """After one or two characters: two unless the second belongs to what follows."""
        text = self._page.text
        if given >= len(text) or not _is_han(text[given]) or self._is_ordinary(given):
            return given
        second = given + 1
        if second >= len(text) or not _is_han(text[second]) or self._is_ordinary(second):
            return second
        goes_on = text[second] not in _AFTER_CHINESE or text[second] in self._characters
        return second + goes_on

    def _nickname(self, at: int) -> int:
        """小刘, 阿傑: after a cue, or before a sign."""
        text, end = self._page.text, at + 2
        if at + 1 >= len(text) or not _is_han(text[at + 1]):
            return 0
        full = at + 1
        name = next((size for size in (2, 1) if text[full : full + size] in self._surnames), 0)
        announced = at in self._cued or at in self._weak
        if announced:
            third = text[end : end + 1]
            longer = (
                third in self._characters
                and text[at + 1] in self._characters | self._surnames
                and third not in _AFTER_CHINESE
            )
            return end + 1 if longer and not self._is_ordinary(end) else end
        speaks = text[end : end + 1] in _SPEAKS and (name or text[at + 1] in self._characters)
        return end if speaks or (name and self._ends(end) and self._ends_before(at)) else 0

    def _title(self, at: int) -> str:
        """The title that follows a name; one of one character only before a sign or a known word."""
        alone = self._ends(at + 1) or self._page.text[at + 1 : at + 2] in {"朋", "您", "你"}
        fits = (one for one in self._after if self._page.text.startswith(one, at) and (len(one) > 1 or alone))
        return next(fits, "")

    def _titled_clean(self, at: int) -> bool:
        return all(map(_is_han, self._page.text[at : at + 2])) and not self._is_ordinary(at + 1)

    def _alone(self, at: int, given: int) -> bool:
        """Whether two to four characters stand between signs."""
        text = self._page.text
        if not self._ends_before(at):
            return False
        end = given
        while end < len(text) and _is_han(text[end]) and end - given < 3:
            end += 1
        return 0 < end - given <= 2 and self._ends(end)

    def _ends(self, at: int) -> bool:
        """Whether no Chinese character stands there."""
        return at >= len(self._page.text) or not _is_han(self._page.text[at])

    def _ends_before(self, at: int) -> bool:
        return at == 0 or not _is_han(self._page.text[at - 1])

    def _is_ordinary(self, at: int) -> bool:
        return any(self._page.text[at : at + size] in self._not for size in (4, 3, 2))


class ThaiNames:
    """After titles and cues, and by lists; a name ends at a blank, a known word, or where lists say."""

    def __init__(self, page: Page, lists: Lists) -> None:
        """Nothing is read yet."""
        self._page, self._lists, self._tokens = page, lists, page.tokens
        self._given = sorted((one for one in lists.of("given") if one[0] >= "\u0e01"), key=len, reverse=True)
        self._surnames = sorted((one for one in lists.of("surnames") if one[0] >= "\u0e01"), key=len, reverse=True)
        self._follow = tuple(lists.of("follow"))
        self._not = tuple(one for one in lists.of("not_names") if one[0] >= "\u0e01")
        self._titles = sorted((one for one in lists.of("titles") if one[0] >= "\u0e01"), key=len, reverse=True)

    def found(self) -> Iterator[Piece]:
        """All of them."""
        cues = {self._tokens[at].start for at in cued(self._page, self._lists, "name_cues", "name_fillers")}
        weak = {self._tokens[at].start for at in cued(self._page, self._lists, "weak_cues")}
        at = 0
        while at < len(self._page.text):
            start, end, sure = self._at(at, at in cues, at in weak)
            if end > start:
                yield Piece(start, end, Private.NAME, sure)
            at = max(end, at + 1)

    def _at(self, at: int, announced: bool, weak: bool) -> tuple[int, int, bool]:
        text = self._page.text
        if not _is_thai(text[at]) or text.startswith(self._not, at):
            return at, at, False
        title = next((one for one in self._titles if text.startswith(one, at)), "")
        start = at + len(title)
        if 0 < len(title) <= _SHORT_TITLE and self._listed(start, self._given) == start:
            return at, at, False
        if title and (announced or weak or self._may_begin(at)):
            while start < len(text) and text[start] == " ":
                start += 1
            end = self._end(start)
            if end > start + 1:
                return start, end, True
        if weak and (end := self._end(at)) > at + 1 and end - at <= _NICKNAME and text.startswith(self._follow, end):
            return at, end, False
        if announced and (end := self._end(at)) > at + 1:
            return at, end, True
        known = self._listed(at, self._given)
        long_enough = known > at + 3 or weak
        if (
            known > at
            and long_enough
            and text[at:known] not in self._lists.of("given_words")
            and (weak or self._may_begin(at))
        ):
            return at, self._family(known), weak
        return at, at, False

    def _may_begin(self, at: int) -> bool:
        """Whether a word may begin here: after no Thai letter, or after one of the words that names follow."""
        before = self._page.text[max(0, at - 12) : at]
        return not before or not _is_thai(before[-1]) or before.endswith(_BEFORE)

    def _listed(self, at: int, names: list[str]) -> int:
        return next((at + len(one) for one in names if self._page.text.startswith(one, at)), at)

    def _end(self, start: int) -> int:
        """Where a name ends; a family name after one blank belongs to it."""
        text = self._page.text
        known = self._listed(start, self._given)
        if known > start:
            return self._family(known)
        end = start
        while end < len(text) and _is_thai(text[end]) and end - start < _THAI_LONGEST:
            if end - start >= 2 and text.startswith(self._follow, end):
                break
            end += 1
        if end == start or text.startswith(self._follow, start):
            return start
        return self._family(end)

    def _family(self, end: int) -> int:
        text = self._page.text
        start = end + 1 if text[end : end + 1] == " " else end
        known = self._listed(start, self._surnames)
        if known > start:
            return known
        if (
            start == end
            or start >= len(text)
            or not _is_thai(text[start])
            or text.startswith((*self._follow, *_NO_FAMILY), start)
        ):
            return end
        stop = start
        while stop < len(text) and _is_thai(text[stop]):
            stop += 1
        return stop if 4 <= stop - start <= _THAI_LONGEST else end


_BEFORE = (
    "กับ",
    "ของ",
    "ให้",
    "โดย",
    "ชื่อ",
    "หา",
    "แม่",
    "พ่อ",
    "ผู้รับ",
    "ผู้ส่ง",
    "ติดต่อ",
    "แอดมิน",
    "ขอบคุณ",
    "บอก",
    "ถึง",
    "ฝาก",
    "ไว้กับ",
    "คือ",
    "และ",
    "ว่า",
)
_NO_FAMILY = (
    "ยอด",
    "บ้าน",
    "เลข",
    "สั่ง",
    "ราคา",
    "ถนน",
    "ซอย",
    "หมู่",
    "แขวง",
    "ตำบล",
    "ที่อยู่",
    "สลิป",
    "ออเดอร์",
    "พัสดุ",
    "เมื่อ",
    "ตอนนี้",
    "ทำไม",
    "อีเมล",
    "เรื่อง",
    "กรุณา",
)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _is_thai(character: str) -> bool:
    return "\u0e01" <= character <= "\u0e4e"
