"""What the compensation card shows, in words that are ready for the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One of the three.

    Attributes:
        mark: its number as it stands in the reply. share: of the loss ("139 %").
        answer: what the button says by which the customer's yes is kept, "" for no button.
        taken: whether the customer took it; faint: whether they took another one, or none.
    """

    mark: str
    text: str
    share: str
    answer: str = ""
    taken: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """The loss as it was typed, and what can be chosen.

    Attributes:
        currencies, kinds: what can be chosen; kinds as pairs of key and words.
        wrong: what is wrong with the amount, "" for nothing.
    """

    amount: str
    currency: str
    kind: str
    currencies: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CompensationValue:
    """All of it.

    Attributes:
        closed: the one line that stands for the card while nobody complains; "" when it is open.
        loss: behind the heading ("loss 180 CNY").
        entry: None while an offer is open: its loss is settled.
        notes: sentences about who has to agree and how far it is; tone: "", "medium" or "ok" of the first one.
        action: what the button does, "" for no button; keys: that do the same.
        decide: whether it is for this person to approve or to decline.
        refusal: what the button says by which the customer's no is kept, "" for no button.
        before: about the offer before this one, "" for none; undo: what its button says.
    """

    closed: str = ""
    loss: str = ""
    entry: EntryLine | None = None
    options: tuple[OptionLine, ...] = ()
    notes: tuple[str, ...] = ()
    tone: str = ""
    action: str = ""
    keys: str = ""
    decide: bool = False
    refusal: str = ""
    before: str = ""
    undo: str = ""
