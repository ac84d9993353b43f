"""Speaks the embedded start's protocol and nothing else: `fake_backend.py PORT BEHAVIOUR LOG`."""

# ruff: noqa: T201

import json
import os
import sys

port, behaviour, log = sys.argv[1:]
said = json.loads(sys.stdin.readline())
with open(log, "a", encoding="utf-8") as stream:
    stream.write(json.dumps({"pid": os.getpid(), "port": int(port), "secret": said["secret"]}) + "\n")
if behaviour == "dies":
    sys.exit(3)
if behaviour == "babbles":
    print("this is not a ready line", flush=True)
if behaviour == "port taken" and int(port):
    sys.exit(4)
if behaviour != "babbles":
    print(json.dumps({"ready": True, "port": int(port) or 40_000 + os.getpid() % 20_000, "version": "1"}), flush=True)
if behaviour == "deaf":
    while True:
        if not sys.stdin.readline():
            import time

            time.sleep(60)
while sys.stdin.readline():
    continue
