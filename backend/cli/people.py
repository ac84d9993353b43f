"""Commands on people and channel accounts, straight on the database; they also work while the server runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.accounts import agents
from backend.accounts.agents import AgentChange, AgentProblem
from backend.accounts.passwords import NO_PASSWORD
from backend.channel_accounts import service as channel_accounts
from backend.channel_accounts.numbers import twins
from backend.cli.say import say
from backend.clock import SystemClock
from backend.services import Services, build
from backend.settings import Settings
from domain.agent import Agent, Role


def add(settings: Settings, name: str, email: str, role: Role, password: str) -> None:
    """Adds somebody. Raises AgentProblem, WeakPassword."""
    with opened(settings) as services:
        chosen = services.agents.passwords.chosen(password) if password else NO_PASSWORD
        with services.database.write() as tx:
            services.agents.add(tx, None, name, email, role, chosen)


def set_role(settings: Settings, email: str, role: Role) -> None:
    """Gives somebody another role. Raises AgentProblem."""
    with opened(settings) as services, services.database.write() as tx:
        found = _by_email(agents.everybody(tx.connection), email)
        services.agents.change(tx, None, found.id, AgentChange(role=role))


def set_password(settings: Settings, email: str, password: str) -> None:
    """Gives somebody another password, and ends their sessions. Raises AgentProblem, WeakPassword."""
    with opened(settings) as services:
        wanted = AgentChange(password=services.agents.passwords.chosen(password))
        with services.database.write() as tx:
            found = _by_email(agents.everybody(tx.connection), email)
            services.agents.change(tx, None, found.id, wanted)
            services.sessions.end_all(tx, found.id, "password_set")


def show(settings: Settings) -> None:
    """Prints the team."""
    with opened(settings) as services, services.database.read() as connection:
        for agent in agents.everybody(connection):
            say(f"{agent.email}\t{agent.role}\t{'active' if agent.active else 'inactive'}\t{agent.name}")


def show_channels(settings: Settings) -> None:
    """Prints the channel accounts."""
    with opened(settings) as services, services.database.read() as connection:
        alike = twins(connection)
        for account in channel_accounts.everything(connection):
            state, path = "on" if account.enabled else "off", channel_accounts.webhook_path(account)
            shown = [account.id, account.kind, state, account.name, account.address, path]
            if account.id in alike:
                shown.append(f"same number at the provider as {', '.join(alike[account.id])}: remove one")
            say("\t".join(shown))


def _by_email(team: list[Agent], email: str) -> Agent:
    for agent in team:
        if agent.email == email.strip().casefold():
            return agent
    raise AgentProblem("not_found", "There is nobody with this email address.")


@contextmanager
def opened(settings: Settings) -> Iterator[Services]:
    services = build(settings, SystemClock())
    try:
        yield services
    finally:
        services.database.close()
