"""What an admin can set: environment variables BRAID_*, a .env-style file, or the command line."""

from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024


class Settings(BaseSettings):
    """Every threshold of the server with its default.

    Attributes:
        data_dir: where database, files and the vault's key lie.
        database_url: SQLAlchemy URL; "" means `braid.db` in the data folder.
        vault_key: 64 hexadecimal digits; "" means the key file in the data folder.
        access_lifetime, refresh_grace, session_lifetime: of access tokens, of a replaced refresh token, of a sign-in.
        units_per_second, unit_burst: requests an agent may make; a batch costs one unit an operation (S23).
        order_days: how long an order number that two threads mention suggests a join.
        snapshot_messages: how many of each thread's newest messages a snapshot carries; clients count on 50 (`localdb`
            takes a thread with fewer for a complete one), the rest makes up for what is discarded meanwhile.
        cursor_days: how long a cursor of the feed stays good.
    """

    model_config = SettingsConfigDict(env_prefix="BRAID_", env_file="braid.env", extra="ignore")

    data_dir: Path = Path("braid-data")
    database_url: str = ""
    vault_key: SecretStr = SecretStr("")
    access_lifetime: timedelta = timedelta(minutes=15)
    refresh_grace: timedelta = timedelta(seconds=60)
    session_lifetime: timedelta = timedelta(days=30)
    units_per_second: float = Field(default=500.0, gt=0)
    unit_burst: float = Field(default=20_000.0, gt=0)
    max_operations: int = 500
    max_batch_bytes: int = MIB
    max_body_bytes: int = 256 * 1024
    max_webhook_bytes: int = 3 * MIB
    max_blob_bytes: int = 100 * MIB
    order_days: int = 30
    snapshot_messages: int = 60
    cursor_days: int = 30
    ping_seconds: float = 15.0
    log_level: str = "INFO"

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'braid.db'}"

    @property
    def blob_dir(self) -> Path:
        """Where files are kept."""
        return self.data_dir / "blobs"
