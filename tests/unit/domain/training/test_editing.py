"""Who may say what of a key: its author's own word is not a check (S-2)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.emotion.assessment import Tier
from domain.ids import AgentId, DrillItemId, PackId
from domain.problems import Problem
from domain.training.acts import CheckKey, NamePack, PublishPack, PutItems
from domain.training.editing import NotDone, PackAct, edited
from domain.training.item import DrillItem, Mark, NextStep
from domain.training.pack import KeyCheck, Pack, PackSource

ANN, BEN = AgentId("ann"), AgentId("ben")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ID = PackId("pack")
ITEM = DrillItem(DrillItemId("i"), "en", "where is my parcel", (Mark(12, 18),), None, Tier.LOW, False, NextStep.LOOK_UP)
OTHER = replace(ITEM, id=DrillItemId("j"), text="where is my refund")


def do(pack: Pack | None, who: AgentId, *deeds: PackAct, checkers: int = 1) -> Pack:
    for deed in deeds:
        pack = edited(pack, deed, who, AT, checkers)
    assert pack is not None
    return pack


def written() -> Pack:
    """Of Ann's, with an item of hers and one of Ben's."""
    pack = do(None, ANN, NamePack(ID, "Parcels", "", PackSource.WRITTEN), PutItems(ID, (ITEM,)))
    return do(pack, BEN, PutItems(ID, (OTHER,)))


@pytest.mark.parametrize(("agrees", "comment"), [(True, ""), (False, "The mark is wrong"), (False, "")])
@pytest.mark.parametrize(("author", "item"), [(ANN, ITEM), (BEN, OTHER)])
def test_nobody_checks_their_own_key(author: AgentId, item: DrillItem, agrees: bool, comment: str) -> None:
    with pytest.raises(NotDone) as refused:
        do(written(), author, CheckKey(ID, item, agrees, comment))
    assert refused.value.code is Problem.NOT_ALLOWED


def test_who_wrote_its_present_state_is_its_author() -> None:
    pack = do(written(), ANN, CheckKey(ID, OTHER, True, ""))
    moved = replace(ITEM, complaint=True)
    pack = do(pack, BEN, PutItems(ID, (moved,)))
    pack = do(pack, ANN, CheckKey(ID, moved, True, ""))
    assert [entry.checks for entry in pack.entries] == [(KeyCheck(ANN, True, "", AT),)] * 2
    assert do(pack, BEN, PublishPack(ID)).edition == 1
    with pytest.raises(NotDone) as refused:
        do(pack, BEN, CheckKey(ID, moved, True, ""))
    assert refused.value.code is Problem.NOT_ALLOWED
    with pytest.raises(NotDone) as refused:
        do(pack, BEN, CheckKey(ID, ITEM, True, ""))
    assert refused.value.code is Problem.ITEM_MOVED, "what Ben does not stand before any more"
