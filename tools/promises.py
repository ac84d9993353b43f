"""What the scoreboard promises, R1 to R28, in plain words; the figures come from tests/faults and tests/bench."""

from typing import NamedTuple


class Promise(NamedTuple):
    """One row.

    Attributes:
        note: what the module that measures it does not say about itself.
        not_yet: why nothing plays it so far.
    """

    id: str
    text: str
    target: str
    note: str = ""
    not_yet: str = ""


PROMISES = (
    Promise("R1", "200 replies written offline are all gone soon after the network is back", "p95 ≤ 2 s"),
    Promise("R2", "So are 10,000 in 500 threads", "≤ 3 s; ≤ 8 s with 100 ms a request"),
    Promise("R3", "Killing client or server at random moments loses, doubles and reorders nothing", "0 / 0 / 0"),
    Promise("R4", "An answer that got lost after the server stored does not send twice, however late the retry", "0"),
    Promise("R5", "Enter twice, two windows, two processes on one database: one message", "1"),
    Promise("R6", "A kill at any single system call of a whole cycle loses, doubles and reorders nothing", "0 / 0 / 0"),
    Promise("R7", "Random histories of an agent and a bad network end as the model says", "0 differences"),
    Promise("R8", "Whole systems in virtual time, replayed by seed, never part ways", "0 differences"),
    Promise("R9", "A power cut loses nothing that was confirmed as stored", "0"),
    Promise("R10", "A full or failing disk never costs the text in the composer", "0"),
    Promise("R11", "A damaged database is noticed; what waited is saved, or its loss is told exactly", "all told"),
    Promise("R12", "Old state and changes make what a fresh computer would get, for every kind of change", "100 %"),
    Promise(
        "R13",
        "Eight writers on PostgreSQL and a reader by cursor: nothing skipped or applied twice",
        "0 / 0",
        not_yet="the server keeps its data in SQLite only, PostgreSQL is still to come",
    ),
    Promise("R14", "One bad operation stops its own thread only, and says so", "≤ 1 s to show"),
    Promise("R15", "A refused read mark or status never stops a reply", "0 stopped"),
    Promise("R16", "An update of the program keeps everything that waits", "0 lost"),
    Promise("R17", "A sign-in that ends midway loses and doubles nothing; nobody else's sign-in sends it", "0 / 0"),
    Promise("R18", "A 100 MB file arrives whole over a connection that is cut 20 times", "≤ 1 chunk again a cut"),
    Promise("R19", "The live feed misses nothing and recovers by itself", "0 missed; p95 ≤ 2 s, ≤ 20 s buffered"),
    Promise("R20", "A wrong or jumping clock changes neither order nor result", "0 differences"),
    Promise("R21", "A copied or restored database is noticed and does no harm", "0 / 0"),
    Promise("R22", "Webhooks that come several times and out of order make each message once", "exact"),
    Promise("R23", "500 clients that return at once are all served", "p99 ≤ 10 s, no 5xx"),
    Promise("R24", "A feed that must start anew keeps what waits and what is typed", "all kept, ≤ 10 s"),
    Promise("R25", "The window stays quick while 10,000 operations leave", "no stall > 50 ms"),
    Promise("R26", "From Enter to safely stored", "p99 ≤ 20 ms"),
    Promise("R27", "Three days of a flapping network let neither memory nor files grow", "memory +5 %, WAL ≤ 64 MiB"),
    Promise("R28", "Tests notice when a line of the outbox or the sync core is changed", "≥ 90 % of changes"),
)

HONEST_LIMITS = (
    "One machine with a quick disk (a flush takes about 0.15 ms) and both sides on loopback; other disks are slower.",
    "The client's database is SQLCipher, which no shim can sit under: power cuts are played on plain SQLite with the\n"
    "  same settings, kills on SQLCipher itself.",
    "“Exactly once” is promised from the agent to the server. From the server to a channel without a key of its own\n"
    "  (WhatsApp), a send whose answer got lost is shown as unconfirmed, and only a person sends it again.",
    "Faults are played by our own proxy and our own provider on this computer; no real carrier or channel was cut.",
    "A quick run proves little of a rare fault; the column “amount” says how much was played for the figure.",
)
