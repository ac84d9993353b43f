"""The network computes in whole numbers: the same to the last bit in any order of adding."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.emotion.model_file import BadModelError, ModelFile, digest, packed, read_model
from domain.emotion.network import HIGHEST, Network
from domain.emotion.posts import OWN
from tests.unit.domain.emotion.conftest import MODEL


@pytest.fixture(scope="module")
def model() -> ModelFile:
    return read_model(MODEL)


def by_whole_numbers(arrays: dict[str, Any], pieces: list[int], surface: list[int]) -> list[int]:
    """The same network with Python's own whole numbers where the program multiplies matrices."""

    def layer(name: str, rows: Any) -> Any:
        sums = rows.astype(np.int64) @ arrays[name + ".weights"].astype(np.int64)
        assert np.abs(sums).max(initial=0) < 2**24
        return sums.astype(np.float32) * np.float32(arrays[name + ".scale"]) + arrays[name + ".bias"]

    def step(values: Any) -> Any:
        return np.clip(np.rint(values), 0, HIGHEST)

    def beside(rows: Any) -> Any:
        nothing = np.zeros((1, rows.shape[1]))
        return np.hstack([np.vstack([nothing, rows[:-1]]), rows, np.vstack([rows[1:], nothing])])

    near = step(layer("near", beside(arrays["words"][pieces])))
    seen = np.minimum(near + step(layer("far", beside(near))), HIGHEST)
    looked = np.rint(layer("heads", seen))
    table = arrays["looks"].astype(np.int64)
    weights = table[np.minimum(looked.max(axis=0) - looked, len(table) - 1).astype(int)]
    sums = weights.T @ seen.astype(np.int64)
    assert np.abs(sums).max(initial=0) < 2**24
    means = np.rint(sums.astype(np.float32) / weights.sum(axis=0).astype(np.float32)[:, None])
    whole = np.concatenate([means.ravel(), seen.max(axis=0), np.asarray(surface) * 16])
    found = layer("out", step(layer("wide", whole[None])))[0]
    return [int(one) for one in np.rint(found * np.float32(1000))]


@pytest.mark.parametrize("own", ["", OWN], ids=["first", "posts"])
@pytest.mark.parametrize("seed", range(25))
def test_it_is_exact(model: ModelFile, seed: int, own: str) -> None:
    chance = random.Random(seed)
    pieces = [chance.randrange(len(model.pieces)) for _ in range(chance.choice((1, 2, 7, 30, 128)))]
    surface = [chance.randrange(8) for _ in range(19)]
    arrays = dict(model.arrays) | {name.removeprefix(own): one for name, one in model.arrays.items() if own in name}
    network = Network(arrays)
    pooled = network.pool(pieces, surface)
    assert network.scores(pooled.whole[None])[0].tolist() == by_whole_numbers(arrays, pieces, surface)


def test_leaving_nothing_out_changes_nothing(model: ModelFile) -> None:
    network, pieces, surface = Network(model.arrays), [20, 400, 3_000, 41], [1] * 19
    pooled = network.pool(pieces, surface)
    whole = network.scores(pooled.whole[None])[0].tolist()
    found = network.without(pooled, [(2, 2), (0, 0), (1, 3)], [surface])
    assert found[0].tolist() == found[1].tolist() == whole
    kept = [0, 3]
    weights = pooled.weights[kept]
    means = np.rint(weights.T @ pooled.seen[kept] / weights.sum(axis=0)[:, None])
    rest = np.concatenate([means.ravel(), pooled.seen[kept].max(axis=0), np.asarray(surface) * 16]).astype(np.float32)
    assert found[2].tolist() == network.scores(rest[None])[0].tolist()


@pytest.mark.parametrize("count", [1, 2, 5, 31, 128])
def test_what_is_left_out_has_no_say(model: ModelFile, count: int) -> None:
    chance = random.Random(count)
    network, surface = Network(model.arrays), [chance.randrange(8) for _ in range(19)]
    pooled = network.pool([chance.randrange(len(model.pieces)) for _ in range(count)], surface)
    spans = [(at, min(count, at + size)) for at in range(count) for size in (1, 2, 3)]
    found = network.without(pooled, spans, [])
    for (start, end), scores in zip(spans, found.tolist(), strict=True):
        kept = [at for at in range(count) if not start <= at < end]
        seen, weights = pooled.seen[kept], pooled.weights[kept]
        means = np.rint(weights.T @ seen / np.maximum(weights.sum(axis=0), np.float32(1))[:, None])
        rest = np.concatenate([means.ravel(), seen.max(axis=0, initial=0), np.asarray(surface, np.float32) * 16])
        assert scores == network.scores(rest[None])[0].tolist()


def test_the_file_is_checked_against_its_manifest(tmp_path: Path) -> None:
    copy = tmp_path / "model.npz"
    copy.write_bytes(MODEL.read_bytes())
    with pytest.raises(BadModelError, match=r"manifest\.json is missing"):
        read_model(copy)
    manifest = tmp_path / "manifest.json"
    manifest.write_bytes(MODEL.with_name("manifest.json").read_bytes())
    assert read_model(copy).name
    damaged = bytearray(copy.read_bytes())
    damaged[-2_000] ^= 1
    copy.write_bytes(damaged)
    with pytest.raises(BadModelError, match="is not the file"):
        read_model(copy)


def test_a_file_that_would_run_something_is_refused(tmp_path: Path, model: ModelFile) -> None:
    copy = tmp_path / "model.npz"
    arrays = packed(model) | {"about": np.array([print], dtype=object)}
    with copy.open("wb") as target:
        np.savez(target, **arrays)
    (tmp_path / "manifest.json").write_text(f'{{"sha256": "{digest(copy)}"}}', encoding="utf-8")
    with pytest.raises(BadModelError, match="no emotion model"):
        read_model(copy)
