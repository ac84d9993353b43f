"""How money is written for the agent."""

from ui import locale


def test_amounts_are_grouped_also_where_the_computer_has_no_language_of_its_own() -> None:
    """Containers and services run with LANG=C, whose numbers are written for programs."""
    assert locale.money(199_000, "TWD") == "1,990 TWD"
    assert locale.money(117_021, "CNY") == "1,170.21 CNY"
    assert locale.amount(1_200_000, "JPY") == "1,200,000"
