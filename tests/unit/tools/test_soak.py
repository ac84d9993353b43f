"""What the soak (R27) calls growth: a trend over all samples, not the difference between two of them."""

from tests.faults.fault_soak import Sample, risen, trend


def at(memory: float) -> Sample:
    return Sample(memory, 10, 4, 0, 0)


def test_memory_that_jumps_and_comes_back_has_not_grown() -> None:
    assert trend([at(90.0 if number % 7 == 3 else 50.0) for number in range(200)]) == 0.0


def test_a_little_more_with_each_flap_is_found_under_the_noise() -> None:
    noisy = [at(50.0 + 0.02 * number + (0.5 if number % 2 else -0.5)) for number in range(200)]
    assert 3.5 < trend(noisy) < 4.5


def test_what_rose_is_told_from_what_was_high_for_a_moment() -> None:
    assert risen([3] * 10 + [9] + [3] * 89) == 0
    assert risen([number // 10 for number in range(100)]) == 9
