"""Where Braid keeps its files; BRAID_HOME puts all of it under one folder (tests, portable use)."""

import os
from dataclasses import dataclass
from pathlib import Path

NAME = "Braid"


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one installation.

    Attributes:
        config: settings; data: local databases and the embedded backend; state: logs, locks, crash reports.
    """

    config: Path
    data: Path
    state: Path

    @property
    def settings_file(self) -> Path:
        """Small settings, no secrets."""
        return self.config / "settings.json"

    @property
    def accounts(self) -> Path:
        """One folder an account, each with its own encrypted database."""
        return self.data / "accounts"

    @property
    def vault(self) -> Path:
        """Secrets under a passphrase, on a computer without a keychain."""
        return self.data / "vault.json"

    @property
    def backend(self) -> Path:
        """The embedded backend's data."""
        return self.data / "backend"

    @property
    def log_file(self) -> Path:
        """The running log."""
        return self.state / "braid.log"

    @property
    def crash_file(self) -> Path:
        """Where faulthandler writes."""
        return self.state / "crash.log"

    @property
    def lock_file(self) -> Path:
        """Held by the program that runs on these folders."""
        return self.state / "braid.lock"

    def make(self) -> None:
        """Makes the folders, readable by their owner only."""
        for folder in (self.config, self.data, self.state, self.accounts):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_paths() -> Paths:
    """BRAID_HOME if it is set, otherwise what the operating system prescribes."""
    if home := os.environ.get("BRAID_HOME"):
        root = Path(home).expanduser().resolve()
        return Paths(root / "config", root / "data", root / "state")
    # Costs 5 ms, and tests never come here.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(NAME, appauthor=False, roaming=False)
    return Paths(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_state_dir))
