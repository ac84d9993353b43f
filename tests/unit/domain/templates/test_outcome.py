"""Whether a quick reply went out as it was, changed, or not at all."""

import pytest

from domain.templates.outcome import Outcome, outcome

APOLOGY = "Dear Ms Wang, I am so sorry. Order ⟦order number⟧ leaves ⟦day⟧."
CHINESE = "您好，订单⟦订单号⟧明天送到，请注意查收。"


@pytest.mark.parametrize(
    ("inserted", "sent", "became"),
    [
        (APOLOGY, "Dear Ms Wang, I am so sorry. Order 48213 leaves tomorrow.", Outcome.AS_IT_WAS),
        (APOLOGY, "Hi!\nDear Ms Wang,  I am so sorry. Order 1 leaves on Monday. Best, Li Hua", Outcome.AS_IT_WAS),
        (APOLOGY, "Dear Ms Wang, I am really sorry about that. Order 48213 leaves tomorrow.", Outcome.EDITED),
        (APOLOGY, "Dear Ms Wang, I am so sorry. Order  leaves tomorrow.", Outcome.EDITED),
        (APOLOGY, "I will call you back in ten minutes.", Outcome.GIVEN_UP),
        (APOLOGY, "", Outcome.GIVEN_UP),
        (CHINESE, "您好，订单12345明天送到，请注意查收。", Outcome.AS_IT_WAS),
        (CHINESE, "您好，订单12345后天送到，请您注意查收。", Outcome.EDITED),
        (CHINESE, "好的，谢谢", Outcome.GIVEN_UP),
        ("Plain (with) [marks]? *", "so: Plain (with) [marks]? * yes", Outcome.AS_IT_WAS),
        ("ok", "ok", Outcome.AS_IT_WAS),
        ("ok", "no", Outcome.GIVEN_UP),
    ],
)
def test_outcomes(inserted: str, sent: str, became: Outcome) -> None:
    assert outcome(inserted, sent) is became


def test_a_hostile_draft_costs_no_time() -> None:
    gaps = " and ".join(f"⟦field {number}⟧" for number in range(40)) + " and so on"
    assert outcome(gaps, "a and " * 1500) is not Outcome.AS_IT_WAS
