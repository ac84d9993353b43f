"""Another password for oneself: the present one is asked for first, and everywhere else one is signed out (S2)."""

from sqlalchemy import select

from backend.access import writing
from backend.accounts.agents import AgentChange
from backend.accounts.passwords import WeakPassword
from backend.accounts.sessions import Caller
from backend.errors import Refusal, signed_out
from backend.services import Services
from backend.storage.tables import agent


def change_own(services: Services, caller: Caller, present: str, new: str, address: str) -> None:
    """The caller's session stays, all others of theirs end.

    Raises Refusal: 422 for another present password or a weak new one, 429 for guessing, 401 when an admin was faster.
    """
    me = caller.agent.id
    proven = services.sign_in.prove(me, present, address)
    change = AgentChange(password=services.agents.passwords.chosen(new))
    try:
        with writing(services, caller) as tx:
            kept = tx.connection.execute(select(agent.c.password_hash).where(agent.c.id == me)).scalar_one()
            if kept != proven:
                raise signed_out()
            services.agents.change(tx, me, me, change)
            services.sessions.end_all(tx, me, "password_changed", caller.session_id)
    except WeakPassword as problem:
        raise Refusal(422, "weak_password", str(problem)) from problem
