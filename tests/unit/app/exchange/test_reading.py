"""Files of quick replies: our own come back as they were, others are mapped, hostile ones are bounded."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange.csv_files import write_csv
from app.exchange.files import read_bytes, read_file, write_file
from app.exchange.json_files import write_json
from app.exchange.placeholders import ours, plain
from app.exchange.values import MOST_BYTES, MOST_REPLIES, Kind, Unreadable
from app.exchange.words import kind_words, remark_words, unreadable_words
from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.ids import BlobHash, QuickReplyId
from domain.message import Part, PartKind
from domain.templates.reply import QuickReply, Scope, Trait, Wording
from tests.fakes.replies import builtin, own

EVERYTHING = QuickReply(
    QuickReplyId("018f0000-0000-7000-8000-0000000000ff"),
    "all",
    "Everything; with, \"marks\" and 中文",
    (
        Wording("en", 'Line 1\nLine 2, "quoted"; {{ customer.name }}', title="Own title"),
        Wording("zh-Hant", "第一行\n第二行", Tier.HIGH),
        Wording("", "=HYPERLINK(\"http://evil\")", trait=Trait.HIGH_SPEND),
    ),
    Topic.PAYMENT,
    "Money/Cards",
    ("a", "b c"),
    Scope.TEAM,
    "Shop EU",
    channels=(ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM),
    files=(Part(PartKind.ATTACHMENT, "label.pdf", blob=BlobHash("ab" * 32), media_type="application/pdf", size=9),),
    expands="brb",
    automatic=True,
)  # fmt: skip


def texts(raw: bytes) -> dict[str, str]:
    return {one.reply.shortcut: one.reply.wordings[0].text for one in read_bytes(raw).replies}


def test_our_own_json_loses_nothing(tmp_path: Path) -> None:
    replies = (EVERYTHING, *own(), *builtin())
    write_file(tmp_path / "replies.json", replies)
    found = read_file(tmp_path / "replies.json")
    assert found.kind is Kind.BRAID
    assert tuple(one.reply for one in found.replies) == replies
    assert found.faulty == ()


def test_a_table_loses_only_files_and_counts(tmp_path: Path) -> None:
    replies = (EVERYTHING, *builtin())
    write_file(tmp_path / "replies.csv", replies)
    found = read_file(tmp_path / "replies.csv")
    assert found.faulty == ()
    assert tuple(one.reply for one in found.replies) == tuple(
        replace(reply, files=(), reviewed_at=None) for reply in replies
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''x", "'quoted'", "\r=1"])
def test_no_exported_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    raw = write_csv([replace(EVERYTHING, title="t", wordings=(Wording("en", text),))])
    row = raw.decode("utf-8-sig").split("\r\n", 1)[1]
    assert not [cell for cell in row.replace('"', "").split(",") if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert texts(raw) == {"all": text}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_of_every_kind_are_read(encoding: str, delimiter: str) -> None:
    table = f"Shortcut{delimiter}Content\r\n/Hello there{delimiter}您好\r\n\r\n"
    found = read_bytes(table.encode(encoding))
    assert [(one.reply.shortcut, one.reply.wordings[0].text) for one in found.replies] == [("hello-there", "您好")]
    assert found.remarks == ()


def test_an_encoding_that_was_guessed_is_said() -> None:
    found = read_bytes("shortcut,text\nbye,À bientôt\n".encode("cp1252"))
    assert found.replies[0].reply.wordings[0].text == "À bientôt"
    assert [remark.code for remark in found.remarks] == ["encoding"]


def test_faulty_lines_are_told_in_words_with_their_number() -> None:
    table = (
        "shortcut,text,tier,topic,scope,channels\n"
        "a,fine,,,,\n"
        'b,"two\nlines",,,,\n'
        "c,,,,,\n"
        "d,x,furious,,,\n"
        "e,x,,weather,,\n"
        "f,x,,,world,\n"
        "g,x,,,,telex\n"
        "a,again,,,,\n"
    )
    found = read_bytes(table.encode())
    assert [one.reply.shortcut for one in found.replies] == ["a", "b"]
    assert [(remark.where, remark.code) for remark in found.faulty] == [
        ("line 5", "no_text"),
        ("line 6", "unknown_tier"),
        ("line 7", "unknown_topic"),
        ("line 8", "unknown_scope"),
        ("line 9", "unknown_channel"),
        ("line 10", "twice"),
    ]
    assert all(remark.where in remark_words(remark) for remark in found.faulty)
    assert "furious" in remark_words(found.faulty[1])


def test_without_a_shortcut_one_is_made_of_the_title() -> None:
    found = read_bytes(b"title,text\nWhere is my parcel,Here\n")
    assert found.replies[0].reply.shortcut == "where-my-parcel"


def test_canned_responses_of_chatwoot() -> None:
    records = [
        {
            "id": 1,
            "account_id": 2,
            "short_code": "Hi There",
            "content": "Hi {{contact.first_name}} {{contact.last_name}}!",
        },
        {"id": 2, "short_code": "inbox", "content": "{{ inbox.name }} by {{agent.name}}"},
        {"id": 3, "short_code": "empty", "content": ""},
    ]
    found = read_bytes(json.dumps(records).encode())
    assert found.kind is Kind.CHATWOOT
    assert [one.reply.wordings[0].text for one in found.replies] == [
        "Hi {{customer.name}}!",
        "{{ inbox.name }} by {{agent.name}}",
    ]
    assert [(remark.where, remark.code, remark.detail) for remark in found.remarks] == [
        ("inbox", "unknown_field", "inbox.name")
    ]
    assert [remark.where for remark in found.faulty] == ["empty"]


def test_macros_of_chatwoot() -> None:
    macro = {
        "id": 1,
        "name": "Close kindly",
        "visibility": "global",
        "actions": [
            {"action_name": "send_message", "action_params": ["Thank you, {{contact.name}}"]},
            {"action_name": "add_label", "action_params": ["done"]},
            {"action_name": "resolve_conversation", "action_params": []},
        ],
        "files": [{"id": 1, "filename": "leaflet.pdf"}],
    }
    found = read_bytes(json.dumps({"payload": [macro]}).encode())
    assert found.kind is Kind.CHATWOOT_MACROS
    assert found.replies[0].reply.title == "Close kindly"
    assert found.replies[0].reply.tags == ("done",)
    assert [(remark.code, remark.detail) for remark in found.remarks] == [
        ("action", "resolve_conversation"),
        ("attachment", "leaflet.pdf"),
    ]


def test_macros_of_zendesk() -> None:
    macros = [
        {
            "title": "Returns::Europe::Send label",
            "active": True,
            "actions": [
                {
                    "field": "comment_value",
                    "value": ["channel:all", "{{ticket.requester.first_name}}, #{{ticket.id}}"],
                },
                {"field": "current_tags", "value": "return label"},
                {"field": "status", "value": "solved"},
            ],
            "attachments": [{"filename": "label.pdf"}],
        },
        {"title": "Old", "active": False, "actions": [{"field": "comment_value", "value": "x"}]},
        {"title": "Rich", "actions": [{"field": "comment_value_html", "value": "<p>A &amp; B</p><ul><li>C</li></ul>"}]},
        {"title": "No text", "actions": [{"field": "status", "value": "open"}]},
        "nonsense",
    ]
    found = read_bytes(json.dumps({"macros": macros, "next_page": None}).encode())
    first, rich = (one.reply for one in found.replies)
    assert (first.folder, first.title, first.tags) == ("Returns/Europe", "Send label", ("return", "label"))
    assert first.wordings[0].text == "{{customer.name}}, #{{ticket.id}}"
    assert rich.wordings[0].text == "A & B\nC"
    assert [(remark.code, remark.detail) for remark in found.remarks] == [
        ("unknown_field", "ticket.id"),
        ("action", "status"),
        ("attachment", "label.pdf"),
    ]
    assert [remark.code for remark in found.faulty] == ["switched_off", "no_text", "not_a_reply"]


def test_fields_with_filters_are_mapped_too() -> None:
    assert ours('{{ contact.first_name | default: "there" }} {{dc.hello}}') == (
        '{{ customer.name | default: "there" }} {{dc.hello}}',
        ("dc.hello",),
    )
    assert plain("a<br>b<script>x</script>&lt;c&gt;") == "a\nbx<c>"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"", "no_columns"),
        (b"a,b\n1,2\n", "no_columns"),
        (b"\x00\x01\x02\xff\xfe" * 100, "no_columns"),
        (b"[" * 200_000, "not_json"),
        (b"{}", "unknown_file"),
        (b"[1, 2]", "unknown_file"),
        (b'{"format": "braid-quick-replies", "version": 2, "replies": []}', "newer"),
        (b'text\n"' + b"x" * 400_000 + b'"\n', "not_a_table"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read_bytes(raw)
    assert unreadable_words(code) != code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="gone"):
        read_file(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match="disk"):
        write_file(tmp_path / "no folder" / "x.csv", ())


def test_more_than_five_thousand_are_cut_and_said() -> None:
    table = "shortcut,text\n" + "".join(f"s{number},text\n" for number in range(MOST_REPLIES + 3))
    found = read_bytes(table.encode())
    assert len(found.replies) == MOST_REPLIES
    assert [remark.code for remark in found.faulty] == ["too_many"] * 3


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"id": "x"},
        {"id": "x", "wordings": "text"},
        {"id": "x", "wordings": [{"text": "t", "tier": "furious"}]},
        {"id": "x", "wordings": [], "tags": {"a": 1}},
        {"id": "x", "wordings": [None]},
        {"id": "x", "wordings": [], "reviewed_at": "yesterday"},
        3,
    ],
)
def test_a_record_that_is_no_reply_is_told_apart(record: object) -> None:
    raw = json.dumps({"format": "braid-quick-replies", "version": 1, "replies": [record]}).encode()
    found = read_bytes(raw)
    assert found.replies == () or found.replies[0].reply.wordings == ()
    assert len(found.faulty) + len(found.replies) == 1


def test_every_kind_has_words() -> None:
    assert all(kind_words(kind) for kind in Kind)
    assert json.loads(write_json(()))["replies"] == []
