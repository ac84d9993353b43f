"""Customers are addressed politely in their own language, and neutrally where nobody knows better."""

import pytest

from domain.templates.polite import Gender, address, gender_of


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("王雅婷 Wang Yating", "zh-Hant", "王小姐/先生"),
        ("王雅婷", "zh-Hans", "王女士/先生"),
        ("欧阳娜娜", "zh-Hans", "欧阳女士/先生"),
        ("Anna Wang", "zh-Hant", "Anna Wang 小姐/先生"),
        ("Somchai Prasert", "th", "คุณSomchai"),
        ("คุณสมชาย ใจดี", "th", "คุณสมชาย"),
        ("Мария Ковалёва", "ru", "Уважаемая Мария"),
        ("Иван Петров", "ru", "Уважаемый Иван"),
        ("Иванова Анна Сергеевна", "ru", "Уважаемая Анна Сергеевна"),
        ("Саша", "ru", "Уважаемый(ая) Саша"),
        ("Nguyễn Thùy Linh", "vi", "anh/chị Linh"),
        ("Giulia Bianchi", "it", "Gentile Giulia Bianchi"),
        ("خالد العتيبي", "ar", "السيد/ة خالد العتيبي"),
        ("Emma Clarke", "en", "Emma"),
        ("Emma Clarke", "en-GB", "Emma"),
        ("Ana Figueiredo", "pt-BR", "Ana"),
    ],
)
def test_neutral_with_the_name(name: str, language: str, said: str) -> None:
    assert address(name, language) == said


@pytest.mark.parametrize(
    ("language", "woman", "man"),
    [
        ("zh-Hant", "王小姐", "王先生"),
        ("zh-Hans", "王女士", "王先生"),
        ("en", "Ms Yating", "Mr Yating"),
        ("vi", "chị Yating", "anh Yating"),
        ("it", "Gentile Signora Yating", "Gentile Signor Yating"),
        ("ar", "السيدة 王雅婷 Yating", "السيد 王雅婷 Yating"),
    ],
)
def test_where_the_directory_knows_it_is_said(language: str, woman: str, man: str) -> None:
    assert address("王雅婷 Yating", language, Gender.WOMAN) == woman
    assert address("王雅婷 Yating", language, Gender.MAN) == man


@pytest.mark.parametrize("name", ["", "  ", "@anna.k", "+66 2 123 4567", "🙂"])
def test_a_handle_is_no_name(name: str) -> None:
    assert address(name, "en") == "dear customer"
    assert address(name, "zh-Hant") == "親愛的顧客"
    assert address(name, "zh-Hans") == "尊敬的顾客"
    assert address(name, "th") == "คุณลูกค้า"


def test_words_of_the_directory() -> None:
    assert [gender_of(word) for word in ("Female", "м", "女", "x", "")] == [
        Gender.WOMAN,
        Gender.MAN,
        Gender.WOMAN,
        Gender.UNKNOWN,
        Gender.UNKNOWN,
    ]
