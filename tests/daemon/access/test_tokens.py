"""Tokens as such."""

from hashlib import sha256

import pytest

from atshot_daemon.access.tokens import hashed, holds_token, mint


def test_a_token_tells_what_it_is_and_holds_256_bits() -> None:
    token = mint()

    assert token.startswith("ats_")
    assert 43 == len(token.removeprefix("ats_"))


def test_no_two_tokens_are_alike() -> None:
    assert 1000 == len({mint() for _ in range(1000)})


def test_a_token_is_kept_as_its_sha256() -> None:
    assert sha256(b"ats_x").digest() == hashed("ats_x")


def test_bytes_of_a_header_that_are_no_utf8_have_a_hash_too() -> None:
    assert sha256(b"ats_\xff").digest() == hashed("ats_\udcff")


@pytest.mark.parametrize("frame", ["{}", "/v1/captures?q={}", "x{}y", "/v1/{}/events"])
def test_a_token_is_found_wherever_it_stands(frame: str) -> None:
    assert holds_token(frame.format(mint()))


@pytest.mark.parametrize("text", ["", "/v1/captures?q=ats_", "stats_of_the_year", "/v1/captures/ats_12345"])
def test_other_words_are_no_token(text: str) -> None:
    assert not holds_token(text)
