"""The classify command as a process: answers in order as messages come, bad lines told by their number."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tools.classify"]
SETTINGS = {**os.environ, "PYTHONPATH": str(ROOT)}
TOPICS = {"logistics", "refund", "payment", "account", "promotion"}


def classify(text: bytes, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    done = subprocess.run([*COMMAND, *options], input=text, capture_output=True, env=SETTINGS, timeout=50, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


def test_messages_are_answered_in_their_order() -> None:
    lines = [
        {"id": 1, "text": "Hello, which cards do you accept?"},
        {"id": "b", "text": "骗子公司，再不退款我就打12315投诉你们！", "lang": "zh-Hans"},
        {"id": None, "text": ""},
        {"id": "half", "text": "\ud800 where is it"},
    ]
    code, rows, errors = classify("\n".join(map(json.dumps, lines)).encode())
    assert (code, errors) == (0, "")
    assert [row["id"] for row in rows] == [1, "b", None, "half"]
    assert all(set(row) == {"id", "tier", "complaint", "topic", "lang", "reasons"} for row in rows)
    assert [row["tier"] for row in rows[:2]] == ["low", "high"]
    assert [row["complaint"] for row in rows[:3]] == [False, True, False]
    assert [row["lang"] for row in rows[:2]] == ["en", "zh-Hans"]
    assert all(row["topic"] in TOPICS for row in rows)
    assert rows[1]["reasons"]
    assert all(isinstance(one, str) and one for row in rows for one in row["reasons"])


def test_bad_lines_are_told_and_the_others_answered() -> None:
    bad = [b"nonsense", b"[1]", b'{"text": "no id"}', b'{"id": 1}', b'{"id": 1, "text": 5}', b"\xff\xfe", b"[" * 99_999]
    good = b'{"id": "good", "text": "hello"}'
    code, rows, errors = classify(b"\n".join([good, b"", *bad, good]))
    assert code == 1
    assert [row["id"] for row in rows] == ["good", "good"]
    told = errors.splitlines()
    assert [line.partition(":")[0] for line in told] == [f"line {number}" for number in range(3, 10)]
    assert all(len(line) < 300 for line in told)


def test_an_answer_comes_before_the_next_message() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=SETTINGS) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "where is my parcel"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_missing_model_is_told_in_words(tmp_path: Path) -> None:
    code, rows, errors = classify(b"", "--model", str(tmp_path / "none.npz"))
    assert (code, rows) == (2, [])
    assert "emotion model cannot be read" in errors


def test_it_needs_neither_qt_nor_the_server() -> None:
    heavy = "PySide6, shiboken6, sqlalchemy, fastapi, httpx"
    probe = f"import sys, tools.classify; print([one for one in '{heavy}, numpy'.split(', ') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, env=SETTINGS, text=True, check=True)
    assert done.stdout.strip() == "[]"
