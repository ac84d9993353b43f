"""Private things in dialogues: what is found and what stays, known values, stand-ins, the last look (S-2)."""

from itertools import pairwise

import pytest

from app.training.anonymising import anonymising_lists
from domain.training.anonymising.proposing import Found, Known, Private, apply, left, moved, propose
from tests.support.anonymised import LANGUAGES, cases, later_cases, score

NAME, PHONE, NUMBER, EMAIL = Private.NAME, Private.PHONE, Private.NUMBER, Private.EMAIL


def proposed(
    *texts: str, language: str = "en", known: tuple[Known, ...] = (), seed: int = 1
) -> tuple[tuple[Found, ...], ...]:
    return propose(texts, language, known, anonymising_lists(language), seed)


def values(text: str, language: str = "en", known: tuple[Known, ...] = ()) -> list[str]:
    return [text[one.start : one.end] for one in proposed(text, language=language, known=known)[0]]


def cleaned(*texts: str, language: str = "en", known: tuple[Known, ...] = (), seed: int = 1) -> list[str]:
    found = proposed(*texts, language=language, known=known, seed=seed)
    return [apply(text, mine) for text, mine in zip(texts, found, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_98_of_100_private_things_of_the_written_cases_are_found(language: str) -> None:
    assert len(cases(language)) == 25
    assert score(cases(language)).recall >= 0.98


def test_messages_written_after_the_rules_are_read_nearly_as_well() -> None:
    assert score(later_cases()).recall >= 0.95


def test_a_capital_inside_a_sentence_is_proposed_but_not_as_sure() -> None:
    found = proposed("yesterday I gave it to Quillon at the desk")[0]
    assert [one.sure for one in found] == [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_85_of_100_proposals_are_private(language: str) -> None:
    assert score(cases(language)).precision >= 0.85


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_written_cases_is_left_once_it_is_removed(language: str) -> None:
    lists = anonymising_lists(language)
    for case in cases(language):
        found = propose(case.texts, language, (), lists, 7)
        for text, mine in zip(case.texts, found, strict=True):
            assert all(a.end <= b.start for a, b in pairwise(mine))
            assert all(0 <= one.start < one.end <= len(text) for one in mine)
        assert left(case.texts, found, lists) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Nike Air Max 90 in UK 7 for £64.99 was due tomorrow, 12/05/2025, between 9 and 11 am. DHL? Visa?"),
        ("en", "My Samsung Galaxy S23 (256 GB) broke after 14 days. Black Friday price was $1,299.00, 20% off."),
        ("it", "Ho preso le Adidas Samba 38 a 89,90 euro il 3 dicembre con BRT, ma su www.adidas.it costano meno."),
        ("ru", "Кроссовки Nike 39 размера за 12 990 руб., доставка СДЭК завтра до 18:00, скидка 20%."),
        ("ar", "اشتريت حذاء نايك مقاس ٤٢ بسعر ٣٩٩ ريال يوم الجمعة، والتوصيل مع أرامكس بكرة الساعة ٦"),
        ("th", "รองเท้า Nike เบอร์ 38 ราคา 1,290 บาท สั่งเมื่อวาน Kerry จะส่งพรุ่งนี้กี่โมงคะ คุณภาพดีไหม"),
        ("vi", "Đôi Nike size 38 giá 1.290.000đ đặt hôm thứ hai, GHTK giao ngày mai không shop?"),
        ("zh-Hans", "昨天买的华为手机2999元，顺丰说明天下午3点到，黑色256GB，双十一买一送一吗？"),
        ("zh-Hant", "昨天買的小米手環899元，黑貓說週二到，L號黑色還有嗎？九折到什麼時候？"),
    ],
)
def test_brands_prices_sizes_and_dates_stay(language: str, text: str) -> None:
    assert values(text, language) == []


@pytest.mark.parametrize(
    "number",
    [
        "+44 7700 900 123", "07700.900.123", "(0770) 090-0123", "٠٧٧٠٠ ٩٠٠ ١٢٣", "๐๗๗๐๐-๙๐๐-๑๒๓",
        "０７７００ ９００ １２３",
        "0770\u200b0900\u200d123", "\u202b07700900123\u202c", "O77OO9OO123",
        "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣", "𝟎𝟕𝟕𝟎𝟎𝟗𝟎𝟎𝟏𝟐𝟑",
        "0 7 7 0 0 9 0 0 1 2 3",
    ],
)  # fmt: skip
def test_a_phone_is_found_however_its_digits_are_written(number: str) -> None:
    text = f"please ring {number} after noon"
    found = proposed(text)[0]
    assert [one.kind for one in found] == [PHONE]
    assert apply(text, found) == f"please ring {found[0].replacement} after noon" or "\u202b" in text
    assert not any(sign.isdigit() for sign in apply(text, found).replace(found[0].replacement, ""))


@pytest.mark.parametrize(
    ("known", "text", "stands"),
    [
        (Known("Anna Kowalczyk", NAME), "so KOWALCZYK it is", "KOWALCZYK"),
        (Known("Anna Kowalczyk", NAME), "k o w a l c z y k? no, annakowalczyk", "annakowalczyk"),
        (Known("José Müller", NAME), "box for jose muller", "jose muller"),
        (Known("Anna Kowalczyk", NAME), "the label says Kowalzcyk", "Kowalzcyk"),
        (Known("Anna Kowalczyk", NAME), "the label says kovalczyk", "kovalczyk"),
        (Known("+48 601 234 567", PHONE), "my 601234567 is off", "601234567"),
        (Known("+48 601 234 567", PHONE), "my ٦٠١ ٢٣٤ ٥٦٧ is off", "٦٠١ ٢٣٤ ٥٦٧"),
        (Known("A-2217", NUMBER), "where is a 2217", "a 2217"),
        (Known("A-2217", NUMBER), "it was 2217 I think", "2217"),
        (Known("anna.k@mail.pl", EMAIL), "Anna.K @ mail.pl", "Anna.K @ mail.pl"),
        (Known("12 Hill Side", Private.ADDRESS), "at 12, hill-side", "12, hill-side"),
    ],
)
def test_what_the_program_knows_is_found_in_any_form(known: Known, text: str, stands: str) -> None:
    assert stands in values(text, known=(known,))


@pytest.mark.parametrize(
    ("language", "name", "text", "stands"),
    [
        ("ru", "Марина Громова", "скажите марине, что Громовой нет", ["марине", "Громовой"]),
        ("zh-Hans", "欧阳若兰", "若兰说她不要了", ["若兰"]),
        ("th", "พรรณราย", "ฝากพรรณรายด้วยนะ", ["พรรณราย"]),
        ("th", "พรรณราย", "ฝากพรรณลายด้วยนะ", ["พรรณลาย"]),
        ("ar", "رغدان", "سلموا لرغدان", ["رغدان"]),
        ("vi", "Trần Kỳ Duyên", "đưa cho duyên nha", ["duyên"]),
    ],
)
def test_known_names_are_found_in_every_script(language: str, name: str, text: str, stands: list[str]) -> None:
    assert values(text, language, (Known(name, NAME),)) == stands


def test_a_typo_is_proposed_but_not_as_sure() -> None:
    found = proposed("for Kowalzcyk and Kowalczyk", known=(Known("Kowalczyk", NAME),))[0]
    assert [one.sure for one in found] == [False, True]


def test_the_same_person_has_the_same_stand_in_also_with_the_first_name_alone() -> None:
    first, second, third = cleaned("My name is Rachel Osborne.", "Thanks Rachel!", "RACHEL OSBORNE, please")
    given, surname = first.removeprefix("My name is ").rstrip(".").split()
    assert (second, third) == (f"Thanks {given}!", f"{given} {surname}, please")


def test_two_people_have_two_stand_ins_and_the_same_order_one() -> None:
    text, again = cleaned("Rachel Osborne and Daniel Price, order #A-2217", "so A 2217 is lost")
    one, other = text.split(", order")[0].split(" and ")
    assert one != other
    assert text.rpartition("#")[2] in again


def test_stand_ins_come_from_seed_and_order_and_say_nothing_of_what_they_replace() -> None:
    one = cleaned("My name is Rachel Osborne, order 88213745, call 07700 900 123", seed=3)
    other = cleaned("My name is Daniel Price, order 10402217, call 07911 555 777", seed=3)
    assert one == other
    assert len({cleaned("My name is Rachel Osborne, order 88213745", seed=seed)[0] for seed in range(9)}) > 1


def test_a_stand_in_is_nobody_of_the_dialogue() -> None:
    stands = anonymising_lists("en").stands
    for seed in range(20):
        text = f"My name is Rachel Osborne. {stands.given[0]} and {stands.given[1]} were nice."
        name = proposed(text, seed=seed)[0][0].replacement
        assert not set(name.split()) & set(stands.given[:2])


@pytest.mark.parametrize(
    ("language", "text", "script"),
    [
        ("ru", "меня зовут Екатерина Смирнова", "\u0400\u04ff"), ("ar", "اسمي محمد العتيبي", "\u0600\u06ff"),
        ("th", "ชื่อสุดารัตน์", "\u0e00\u0e7f"), ("zh-Hans", "我叫王丽娟", "\u4e00\u9fff"),
    ],
)  # fmt: skip
def test_stand_ins_are_written_in_the_script_of_the_language(language: str, text: str, script: str) -> None:
    name = proposed(text, language=language)[0][0].replacement
    assert all(script[0] <= sign <= script[1] for sign in name.replace(" ", ""))


def test_what_is_removed_in_one_line_and_left_in_another_is_told() -> None:
    texts = ["I am Rachel Osborne", "ok, osborne is fine"]
    found = proposed(*texts)
    assert left(texts, found) == ()
    unticked = left(texts, (found[0], ()))
    assert [(one.text, one.value, one.kind) for one in unticked] == [(1, "osborne", NAME)]


def test_places_move_with_the_stand_ins() -> None:
    text = "Rachel Osborne wants a refund"
    found = (Found(0, 14, NAME, "Al", True),)
    start, end = moved(text.index("refund"), len(text), found)
    assert apply(text, found)[start:end] == "refund"
    assert moved(3, 9, found) == (0, 2)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00", NUMBER), ("see https://x.example/p?mail=a", Private.LINK),
        ("born 3 May 1990", Private.BIRTH), ("at 51.507351, -0.127758", Private.ADDRESS),
        ("add @rach.osb", Private.HANDLE),
        ("write r.o+shop@mail.co.uk", EMAIL),
    ],
)  # fmt: skip
def test_each_kind_has_a_stand_in_of_its_shape(text: str, kind: Private) -> None:
    found = proposed(text)[0]
    assert [one.kind for one in found] == [kind]
    signs = {
        EMAIL: "@",
        Private.HANDLE: "@",
        Private.LINK: "https://",
        NUMBER: "A-",
        Private.BIRTH: " ",
        Private.ADDRESS: " ",
    }
    assert signs[kind] in found[0].replacement
