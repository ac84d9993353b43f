"""The reliability scoreboard: keeps figures in docs/reliability.json and writes docs/reliability.md from them."""

import ast
import json
import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tools.measuring import ROOT, discover
from tools.promises import HONEST_LIMITS, PROMISES, Promise
from tools.scale import Scale

FOLDERS = {"fault": ROOT / "tests" / "faults", "bench": ROOT / "tests" / "bench"}
_BENCH = "bench "
_MUTATION = "mutation"
MUTATION = {Scale.QUICK: 0, Scale.NORMAL: 200, Scale.FULL: 300}
"""How many mistakes the mutation score makes at least."""


class Run(NamedTuple):
    """What was started: the module's name as a person types it ("bench outbox" for a bench), how much, which seed."""

    module: str
    scale: Scale
    seed: int

    @property
    def command(self) -> str:
        if self.module.startswith(_BENCH):
            return f"python3 start.py {self.module} --keep"
        if self.module == _MUTATION:
            return f".venv/bin/python -m tools.mutation --sample {MUTATION[self.scale]} --seed {self.seed} --keep"
        amount = "" if self.scale is Scale.NORMAL else f" --{self.scale}"
        return f"python3 start.py faults{amount} --seed {self.seed} {self.module}"


class Kept(NamedTuple):
    """The two files."""

    figures: Path
    page: Path


KEPT = Kept(ROOT / "docs" / "reliability.json", ROOT / "docs" / "reliability.md")


def row_of(figure: dict[str, Any]) -> str:
    """The scoreboard's id at the beginning of a figure's name, or nothing."""
    found = re.match(r"(R\d+) ", str(figure.get("name", "")))
    return found[1] if found else ""


def keep(run: Run, figures: Iterable[dict[str, Any]], kept: Kept = KEPT) -> None:
    """Replaces what this module said before, unless that was said of a larger amount; then writes the page."""
    before = read(kept.figures)
    if any(one["module"] == run.module and Scale(one["scale"]).rank > run.scale.rank for one in before):
        return
    about = {"module": run.module, "scale": str(run.scale), "seed": run.seed, "date": today(), "machine": machine()}
    rows = [one for one in before if one["module"] != run.module] + [{**figure, **about} for figure in figures]
    rows.sort(key=_in_order)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows)
    _replace(kept.figures, f"[\n{lines}\n]\n")
    write_page(kept)


def write_page(kept: Kept = KEPT) -> None:
    """docs/reliability.md as the figures stand."""
    _replace(kept.page, page(read(kept.figures)))


def read(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def page(figures: Sequence[dict[str, Any]]) -> str:
    """The whole page."""
    methods = dict(_methods())
    parts = [
        "# Reliability: what is promised, and what was measured",
        "What an agent wrote is never lost and never sent twice, whatever dies on the way. Each promise below is\n"
        "played against real faults; the last column is the command that gives the figure again. This page is written\n"
        "from `docs/reliability.json` by `python3 start.py faults`; `--quick` plays a little of everything, as part\n"
        "of `python3 start.py test`.",
        "## Scoreboard",
        "\n".join(("| id | promise | figure | target | amount, seed | command |", "|---|---|---|---|---|---|")),
    ]
    parts[-1] += "".join(f"\n{_row(promise, figures)}" for promise in PROMISES)
    parts += [_machines(figures), "## How each is measured"]
    parts.append("\n".join(_method(promise, figures, methods) for promise in PROMISES))
    parts += ["## Honest limits", "\n".join(f"- {limit}" for limit in HONEST_LIMITS)]
    return "\n\n".join(part for part in parts if part) + "\n"


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def machine() -> str:
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _row(promise: Promise, figures: Sequence[dict[str, Any]]) -> str:
    mine = [one for one in figures if row_of(one) == promise.id]
    if not mine:
        said = ": ".join(filter(None, ("not measured", promise.not_yet)))
        return f"| {promise.id} | {promise.text} | {said} | {promise.target} | | |"
    said = "<br>".join(_figure(promise, one) for one in mine)
    runs = list(dict.fromkeys(Run(one["module"], Scale(one["scale"]), one["seed"]) for one in mine))
    amounts = "<br>".join(run.scale if run.module.startswith(_BENCH) else f"{run.scale}, {run.seed}" for run in runs)
    commands = "<br>".join(f"`{run.command}`" for run in runs)
    return f"| {promise.id} | {promise.text} | {said} | {promise.target} | {amounts} | {commands} |"


def _figure(promise: Promise, one: dict[str, Any]) -> str:
    words = str(one["name"]).removeprefix(f"{promise.id} ")
    broken = "" if one["ok"] else f" **(missed: {one['target']})**"
    return f"{words}: {one['value']:g} {one['unit']}".rstrip() + broken


def _machines(figures: Sequence[dict[str, Any]]) -> str:
    seen: dict[tuple[str, str], list[str]] = {}
    for one in figures:
        seen.setdefault((one["date"], one["machine"]), []).append(one["module"])
    return "\n".join(
        f"Measured {date} on {where}: {', '.join(dict.fromkeys(modules))}." for (date, where), modules in seen.items()
    )


def _methods() -> Iterable[tuple[str, str]]:
    """Every module's own words on what it does; a new claim needs no second text here."""
    for kind, folder in FOLDERS.items():
        for name, module in discover(folder, kind).items():
            yield f"{_BENCH if kind == 'bench' else ''}{name}", _words(module)
    yield "mutation", _words("tools.mutation")


def _words(module: str) -> str:
    file = ROOT / f"{module.replace('.', '/')}.py"
    return " ".join((ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split())


def _method(promise: Promise, figures: Sequence[dict[str, Any]], methods: dict[str, str]) -> str:
    modules = dict.fromkeys(one["module"] for one in figures if row_of(one) == promise.id)
    words = " ".join(f"{methods[module]} (`{module}`)" for module in modules if module in methods)
    said = " ".join(part for part in (words, promise.note) if part)
    nothing = ": ".join(filter(None, ("Nothing plays this yet", promise.not_yet)))
    return f"- **{promise.id}** {said or nothing + '.'}"


def _in_order(one: dict[str, Any]) -> tuple[int, str]:
    row = row_of(one)
    return int(row[1:]) if row else 1000, one["module"]


def _replace(file: Path, text: str) -> None:
    """Whole or not at all: whoever reads meanwhile sees the old one."""
    fresh = file.with_suffix(f"{file.suffix}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)
