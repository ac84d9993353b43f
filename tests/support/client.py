"""The real program with a keychain of the test's: `python -m tests.support.client SECRETS_FILE [arguments]`."""

import json
import sys
from pathlib import Path


class FileSecrets:
    """Keeps in a plain file what the keychain would keep; for programs that tests start, never for people."""

    durable = True

    def __init__(self, file: Path) -> None:
        self.file = file

    def get(self, name: str) -> str | None:
        held: str | None = self._all().get(name)
        return held

    def put(self, name: str, value: str) -> None:
        self.file.write_text(json.dumps({**self._all(), name: value}), encoding="utf-8")

    def delete(self, name: str) -> None:
        self.file.write_text(json.dumps({key: v for key, v in self._all().items() if key != name}), encoding="utf-8")

    def _all(self) -> dict[str, str]:
        return dict(json.loads(self.file.read_text(encoding="utf-8"))) if self.file.exists() else {}


if __name__ == "__main__":
    from app.__main__ import main

    sys.exit(main(sys.argv[2:], FileSecrets(Path(sys.argv[1]))))
