"""What is found in a file of a pack, before anything of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.training.item import DrillItem
from domain.training.pack import PackSource
from domain.training.validity import Flaw


@dataclass(frozen=True, slots=True)
class FileItem:
    """One item of a file; with flaws it can not be taken over.

    Attributes:
        item: its id is "" where the file has none that could be ours.
        place: which one it is in the file, or the line of the table where it begins.
    """

    item: DrillItem
    flaws: tuple[Flaw, ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class FileFault:
    """Something in a file that is no item at all.

    Attributes:
        code: why; `app.training.pack_file_words` has the sentence. detail: the word that it is about.
    """

    place: int
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a file of a pack holds.

    Attributes:
        table: whether it is a table, whose places are lines.
    """

    title: str
    note: str
    items: Sequence[FileItem]
    source: PackSource = PackSource.WRITTEN
    faults: Sequence[FileFault] = ()
    table: bool = False
