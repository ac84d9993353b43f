"""The commands and their options."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from backend.cli.say import complain, say
from backend.settings import Settings
from domain.agent import Role

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
user = typer.Typer(no_args_is_help=True, help="People of the team.")
channel = typer.Typer(no_args_is_help=True, help="Channel accounts.")
app.add_typer(user, name="user")
app.add_typer(channel, name="channel")

DataDir = Annotated[Path | None, typer.Option(help="Folder of database, files and key.")]
DatabaseUrl = Annotated[str, typer.Option(help="sqlite:///file; by default braid.db in the data folder.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


def run(arguments: list[str]) -> int:
    """Runs a command; 0 when it went well, 1 with a sentence on standard error when the world is in the way."""
    from backend.accounts.agents import AgentProblem
    from backend.accounts.passwords import WeakPassword
    from backend.cli.options import NotAllowed
    from backend.storage.problems import StorageProblem
    from backend.storage.vault import VaultProblem

    try:
        result = app(arguments, standalone_mode=False)
    except (AgentProblem, WeakPassword, NotAllowed, StorageProblem, VaultProblem, OSError) as problem:
        complain(f"braid: {problem}")
        return 1
    except typer.Abort:
        return 130
    except typer.TyperException as problem:
        complain(f"braid: {problem}")
        return 2
    return int(result or 0)


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - one parameter an option: that is how the command line is declared
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = "",
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate chain, PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its private key, PEM.")] = None,
    behind_proxy: Annotated[bool, typer.Option(help="A proxy in front speaks TLS.")] = False,
    embedded: Annotated[bool, typer.Option(help="Started by a client on this computer.")] = False,
    trial: Annotated[bool, typer.Option(help="With customers who are only simulated.")] = False,
) -> None:
    """Runs the server."""
    from backend.cli.options import ServeOptions
    from backend.cli.serving import serve as run_server

    chosen = port if port is not None else 0 if embedded else 8020
    options = ServeOptions(host, chosen, tls_cert, tls_key, behind_proxy, embedded, trial)
    run_server(_settings(data_dir, database_url), options)


@app.command()
def migrate(data_dir: DataDir = None, database_url: DatabaseUrl = "") -> None:
    """Brings the database to this version's schema; `serve` does the same by itself."""
    from backend.storage.database import Database

    Database(_settings(data_dir, database_url).url).close()
    say("The database is up to date.")


@app.command()
def recount(data_dir: DataDir = None, database_url: DatabaseUrl = "") -> int:
    """Counts the measures once more straight from the messages, and says what does not agree."""
    from backend.insights.recount import disagreements
    from backend.storage.database import Database

    database = Database(_settings(data_dir, database_url).url)
    try:
        with database.read() as connection:
            found = disagreements(connection)
    finally:
        database.close()
    for line in found:
        complain(line)
    say("Every measure is what the messages say." if not found else "A database that is still being counted disagrees.")
    return 1 if found else 0


@app.command()
def simulate(
    server: Annotated[str, typer.Argument(help="Address of the server, on this computer.")],
    account: Annotated[str, typer.Argument(help="Channel account id, as `channel list` shows it.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = "",
    per_second: Annotated[float, typer.Option(min=0.1, max=1000.0, help="Messages a second.")] = 5.0,
    messages: Annotated[int, typer.Option(min=1, max=100_000, help="How many in all.")] = 300,
    per_body: Annotated[int, typer.Option(min=1, max=1000, help="Messages in one webhook body.")] = 1,
) -> None:
    """Lets simulated customers write to a channel account, as load for a server on this computer."""
    from backend.cli.load import Load
    from backend.cli.load import simulate as run_load

    load = Load(server.rstrip("/"), account, per_second, messages, per_body)
    run_load(_settings(data_dir, database_url), load)


@user.command("add")
def user_add(
    name: str,
    email: str,
    role: Annotated[Role, typer.Option()] = Role.AGENT,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = "",
    password_stdin: FromStdin = False,
) -> None:
    """Adds somebody to the team."""
    from backend.cli.people import add

    add(_settings(data_dir, database_url), name, email, role, _password(password_stdin))


@user.command("list")
def user_list(data_dir: DataDir = None, database_url: DatabaseUrl = "") -> None:
    """Shows the team."""
    from backend.cli.people import show

    show(_settings(data_dir, database_url))


@user.command("set-role")
def user_set_role(email: str, role: Role, data_dir: DataDir = None, database_url: DatabaseUrl = "") -> None:
    """Gives somebody another role."""
    from backend.cli.people import set_role

    set_role(_settings(data_dir, database_url), email, role)


@user.command("set-password")
def user_set_password(
    email: str, data_dir: DataDir = None, database_url: DatabaseUrl = "", password_stdin: FromStdin = False
) -> None:
    """Gives somebody another password, and signs them out everywhere."""
    from backend.cli.people import set_password

    set_password(_settings(data_dir, database_url), email, _password(password_stdin))


@channel.command("list")
def channel_list(data_dir: DataDir = None, database_url: DatabaseUrl = "") -> None:
    """Shows the channel accounts and where their providers have to send events."""
    from backend.cli.people import show_channels

    show_channels(_settings(data_dir, database_url))


def _settings(data_dir: Path | None, database_url: str) -> Settings:
    given: dict[str, object] = {"data_dir": data_dir} if data_dir else {}
    if database_url:
        given["database_url"] = database_url
    return Settings.model_validate({**Settings().model_dump(), **given})


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
