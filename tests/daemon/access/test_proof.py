"""Codes and proofs, held to figures that were worked out with other programs."""

import hashlib
import hmac
import re

import pytest

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.access.proof import (
    ALPHABET,
    check_word,
    client_proof,
    daemon_proof,
    hello_proof,
    key_of_code,
    new_code,
    nonce_of,
    proof_of,
)

CODE = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
SALT = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
NONCE = bytes.fromhex("11" * 32)
CLIENT_NONCE = bytes.fromhex("22" * 16)
NONCES = NONCE + CLIENT_NONCE
PORT = 21860


@pytest.mark.parametrize(("bits", "characters"), [(128, 26), (40, 8)])
def test_a_code_has_as_many_characters_as_its_bits_need(bits: int, characters: int) -> None:
    codes = {new_code(bits) for _ in range(500)}

    assert 500 == len(codes)
    assert {characters} == {len(code) for code in codes}
    assert set(ALPHABET) == set("".join(codes))


def test_a_code_of_128_bits_is_no_longer_than_that() -> None:
    assert set("01234567") == {new_code(128)[0] for _ in range(500)}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (CODE, "loba-koge"),
        ("00000000000000000000000000", "gise-moze"),
        ("7N42DGM5TFT2P3QK8Z6XJ9RCWH", "kepa-bigo"),
    ],
)
def test_a_check_word_is_the_one_of_the_contract(code: str, word: str) -> None:
    assert word == check_word(code)


def test_a_check_word_is_made_of_the_first_24_bits() -> None:
    digest = hashlib.sha256(b"atshot check word\n" + CODE.encode()).digest()
    bits = "".join(f"{byte:08b}" for byte in digest[:3])
    syllables = [
        "bdfghjklmnprstvz"[int(bits[at : at + 4], 2)] + "aeio"[int(bits[at + 4 : at + 6], 2)] for at in range(0, 24, 6)
    ]

    assert "".join(syllables) == check_word(CODE).replace("-", "")


def test_every_check_word_can_be_said_aloud() -> None:
    words = [check_word(new_code(128)) for _ in range(300)]

    assert all(re.fullmatch("([bdfghjklmnprstvz][aeio]){2}-([bdfghjklmnprstvz][aeio]){2}", word) for word in words)


def test_a_key_and_its_proofs_are_those_of_the_contract() -> None:
    key = key_of_code(CODE, SALT)

    assert "d75068440566e572fcf4e1d8b31e2a636e5b409ebe5f9ac2a9ffddc56a22c6ab" == key.hex()
    assert "841d7c0b12ecd5a74ac960e99c00a3dccf2c1c067124e84935602bd378558aa9" == client_proof(key, NONCES, PORT).hex()
    assert "1a15b9aabe8195eec5cf355a4e3e1cec18149e44f74a9aeee1f8eca73a5ad286" == daemon_proof(key, NONCES, PORT).hex()


def test_a_hello_is_that_of_the_contract() -> None:
    token_hash = hashlib.sha256(b"ats_" + b"A" * 43).digest()

    assert (
        "4a148d8d07314bb4634dd7176f4b0f058a71c141b1c3b16c080a1638e373ce43"
        == hello_proof(token_hash, CLIENT_NONCE, PORT).hex()
    )


def test_proofs_are_what_the_contract_spells() -> None:
    key = hashlib.pbkdf2_hmac("sha256", CODE.encode(), SALT, 100_000, 32)
    said = b"atshot pairing client\n" + NONCE + CLIENT_NONCE + b"21860"

    assert hmac.new(key, said, hashlib.sha256).digest() == client_proof(key_of_code(CODE, SALT), NONCES, PORT)


@pytest.mark.parametrize("typed", ["abcd-efgh", "ABCD EFGH", " ab cd-ef gh "])
def test_a_code_may_be_typed_in_small_letters_with_dashes_and_spaces(typed: str) -> None:
    assert key_of_code("ABCDEFGH", SALT) == key_of_code(typed, SALT)


def test_the_two_sides_the_port_and_every_nonce_change_the_proof() -> None:
    key = key_of_code(CODE, SALT)
    proofs = {
        client_proof(key, NONCES, PORT),
        daemon_proof(key, NONCES, PORT),
        hello_proof(key, NONCES, PORT),
        client_proof(key, NONCES, PORT + 1),
        client_proof(key, NONCE + bytes(16), PORT),
        client_proof(key, bytes(32) + CLIENT_NONCE, PORT),
    }

    assert 6 == len(proofs)


@pytest.mark.parametrize("text", ["", "zz", "1", "11" * 15, "11" * 17, "11" * 31, "11" * 33, "11" * 5000])
def test_a_nonce_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(FieldInvalid, match="client_nonce"):
        nonce_of("client_nonce", text)


@pytest.mark.parametrize("length", [16, 32])
def test_a_nonce_is_what_its_hex_spells(length: int) -> None:
    assert b"\x1f" * length == nonce_of("nonce", "1F" * length)


def test_no_digit_can_move_between_a_nonce_and_the_port() -> None:
    nonce = b"x" * 15 + b"2"

    assert hello_proof(b"key", nonce, 1860) == hello_proof(b"key", nonce[:-1], 21860)
    with pytest.raises(FieldInvalid):
        nonce_of("nonce", nonce[:-1].hex())


@pytest.mark.parametrize("text", ["", "é", "11" * 31, "11" * 33])
def test_what_cannot_be_a_proof_is_refused(text: str) -> None:
    with pytest.raises(FieldInvalid, match="proof"):
        proof_of("proof", text)
