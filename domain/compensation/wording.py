"""The three options as one reply in the customer's language (K-3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.offer import Extra, Option

MARKS = ("①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨")
MONEY = ("refund", "coupon", "refund_coupon", "full", "full_coupon")
EXTRAS = tuple(extra.value for extra in Extra if extra)


@dataclass(frozen=True, slots=True)
class OfferWords:
    """How a language offers; {refund} and {coupon} stand for amounts.

    Attributes:
        opening, closing: sentences around the options.
        money: by MONEY; "full" is a refund of the whole price. extras: by EXTRAS, said without money.
        both: joins {money} and {extra}.
    """

    opening: str
    closing: str
    money: Mapping[str, str]
    extras: Mapping[str, str]
    both: str


def read_words(raw: Mapping[str, object]) -> OfferWords:
    """From a file's tables. Raises ValueError when something is missing."""
    money, extras = _table(raw, "money", MONEY), _table(raw, "extra", EXTRAS)
    said = {name: raw.get(name) for name in ("opening", "closing", "both")}
    texts = {name: text for name, text in said.items() if isinstance(text, str) and text}
    if len(texts) < len(said):
        raise ValueError("opening, closing or both is missing")
    return OfferWords(texts["opening"], texts["closing"], money, extras, texts["both"])


def offer_text(options: Sequence[Option], price: int, words: OfferWords, money: Callable[[int], str]) -> str:
    """One reply: a line for each option, between the opening and the closing.

    Args:
        price: of what was bought, 0 when nobody knows; money that is all of it is called so.
        money: an amount of the offer's currency as the customer reads it.
    """
    lines = [f"{mark} {option_text(option, price, words, money)}" for mark, option in zip(MARKS, options, strict=False)]
    return "\n".join((words.opening, *lines, words.closing))


def option_text(option: Option, price: int, words: OfferWords, money: Callable[[int], str]) -> str:
    """One option; it begins with a capital, where the language has them."""
    full = bool(price) and option.refund == price
    names = {(True, False): "full" if full else "refund", (False, True): "coupon"}
    name = names.get((bool(option.refund), bool(option.coupon)), "full_coupon" if full else "refund_coupon")
    said = words.money[name].format(refund=money(option.refund), coupon=money(option.coupon)) if option.total else ""
    extra = words.extras[option.extra] if option.extra else ""
    whole = words.both.format(money=said, extra=extra) if said and extra else said or extra
    return whole[:1].upper() + whole[1:]


def _table(raw: Mapping[str, object], name: str, keys: Sequence[str]) -> dict[str, str]:
    held = raw.get(name)
    if not isinstance(held, dict) or not all(isinstance(held.get(key), str) and held[key] for key in keys):
        raise ValueError(f"{name} is not complete")
    return {key: held[key] for key in keys}
