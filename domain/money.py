"""Money: amounts in a currency's smallest unit, what currencies are worth, and amounts a person would name."""

from collections.abc import Mapping
from types import MappingProxyType

_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "PYG"})
_THOUSANDTHS = frozenset({"KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"})

IN_USD: Mapping[str, float] = MappingProxyType({
    "USD": 1.0, "EUR": 1.1, "GBP": 1.27, "CNY": 0.14, "HKD": 0.128, "TWD": 0.031, "THB": 0.029, "VND": 0.00004,
    "RUB": 0.011, "AED": 0.272, "SAR": 0.267, "EGP": 0.02, "JPY": 0.0065, "SGD": 0.75, "MYR": 0.22, "IDR": 0.000062,
})  # fmt: skip
"""What one unit of a currency is worth in USD, roughly; the workspace's own table goes before it."""

_LEAST_RATE, _MOST_RATE = 1e-9, 1e6

_STEP = 0.75
"""Worth in USD, about, of the smallest coin that an offer is rounded to: 5 CNY, 1 EUR, 20 THB."""


def decimals(currency: str) -> int:
    """How many digits the smallest unit of a currency stands behind the point."""
    code = currency.upper()
    return 0 if code in _WHOLE else 3 if code in _THOUSANDTHS else 2


def minor(amount: float, currency: str) -> int:
    """So many units in the smallest one."""
    return round(amount * _units(currency))


def in_usd(amount: int, currency: str, rates: Mapping[str, float]) -> float:
    """What an amount in the smallest unit is worth; 0 for a currency that nobody knows.

    Args:
        rates: the workspace's own worth of one unit in USD.
    """
    return amount / _units(currency) * worth(currency, rates)


def worth(currency: str, rates: Mapping[str, float]) -> float:
    """What one unit of a currency is worth in USD; 0 for one that nobody knows."""
    code = currency.upper()
    return rates.get(code, IN_USD.get(code, 0.0))


def converted(amount: int, currency: str, to: str, rates: Mapping[str, float]) -> int | None:
    """The amount in another currency's smallest unit; None when one of the two is not known."""
    if currency.upper() == to.upper():
        return amount
    unit = in_usd(_units(to), to, rates)
    worth = in_usd(_units(currency), currency, rates)
    return round(in_usd(amount, currency, rates) / unit * _units(to)) if unit and worth else None


def step(currency: str, rates: Mapping[str, float]) -> int:
    """The amount, in the smallest unit, to whose multiples an offer is rounded: 1, 2 or 5 with noughts."""
    unit = in_usd(_units(currency), currency, rates)
    if not unit:
        return _units(currency)
    wanted, size = _STEP / unit, 1
    while size * 10 <= wanted:
        size *= 10
    best = max((times for times in (1, 2, 5) if size * times <= wanted), default=1)
    return size * best * _units(currency)


def rounded_up(amount: float, currency: str, rates: Mapping[str, float]) -> int:
    """The next amount, in the smallest unit, that a person would name."""
    coin = step(currency, rates)
    return -int(-amount // coin) * coin


def _units(currency: str) -> int:
    """How many of the smallest unit are one."""
    return int(10 ** decimals(currency))


def sound_rates(raw: Mapping[str, object]) -> dict[str, float]:
    """The workspace's own worth of currencies, without what makes no sense. Raises ValueError, TypeError."""
    said = {str(code).upper(): float(rate) for code, rate in raw.items()}  # type: ignore[arg-type]
    return {code: rate for code, rate in said.items() if _LEAST_RATE <= rate <= _MOST_RATE}
