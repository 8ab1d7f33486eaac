import assert from "node:assert/strict";
import { test } from "node:test";
import { check, MAX_BYTES, prepare, sniff } from "../../../extension/ui/picture.js";

const PNG = "\x89PNG\r\n\x1a\n....";
const JPEG = "\xff\xd8\xff\xe0........";
const WEBP = "RIFF\x24\x00\x00\x00WEBPVP8 ";
const GIF = "GIF89a......";

/** A file with these Latin-1 characters as its bytes. */
function file(text, type = "") {
  return new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], "f", { type });
}

/** A decoder that sees pictures of one size, and writes PNGs of another number of bytes. */
function decoder(width = 20, height = 10, bytes = 100) {
  const closed = [];
  const decode = async () => ({ width, height, close: () => closed.push(true) });
  const encode = async () => new Blob([new Uint8Array(bytes)], { type: "image/png" });
  return { decode, encode, closed };
}

for (const [text, type] of [
  [PNG, "image/png"],
  [JPEG, "image/jpeg"],
  [WEBP, "image/webp"],
  [GIF, null],
  ["RIFF....WAVE", null],
  ["", null],
]) {
  test(`bytes like ${JSON.stringify(text.slice(0, 4))} are ${type}`, () => {
    assert.equal(sniff(Uint8Array.from(text, (letter) => letter.charCodeAt(0))), type);
  });
}

for (const text of [PNG, JPEG, WEBP]) {
  test(`${JSON.stringify(text.slice(0, 4))} is sent as it is, under the type that it has`, async () => {
    const { blob, width, height } = await prepare(file(text, "image/gif"), decoder());

    assert.equal(await blob.text(), await file(text).text());
    assert.deepEqual(
      [blob.type, width, height],
      [sniff(Uint8Array.from(text, (letter) => letter.charCodeAt(0))), 20, 10],
    );
  });
}

test("what else the browser can show is sent as PNG, and let go of", async () => {
  const browser = decoder(20, 10, 321);

  const { blob } = await prepare(file(GIF), browser);

  assert.deepEqual([blob.type, blob.size, browser.closed], ["image/png", 321, [true]]);
});

const broken = {
  decode: async () => {
    throw new DOMException("no", "InvalidStateError");
  },
  encode: async () => new Blob([]),
};

for (const [what, picture, browser, code] of [
  ["an empty file", file(""), decoder(), "empty_image"],
  ["a file that no browser can show", file("hello, world"), broken, "unsupported_image"],
  ["a damaged picture", file(PNG), broken, "image_invalid"],
  ["a side of 7 px", file(PNG), decoder(7, 100), "image_too_small"],
  ["a side of 16,001 px", file(PNG), decoder(16_001, 20), "image_shape"],
  ["over 40 megapixels", file(PNG), decoder(8000, 5001), "image_too_large"],
  ["a file over 16 MiB", file(PNG + "x".repeat(MAX_BYTES)), decoder(), "body_too_large"],
  ["a picture that is over 16 MiB as PNG", file(GIF), decoder(20, 10, MAX_BYTES + 1), "body_too_large"],
]) {
  test(`${what} is refused as ${code}`, async () => {
    await assert.rejects(prepare(picture, browser), { code });
  });
}

test("what is just within the limits is not refused", () => {
  for (const [bytes, width, height] of [
    [MAX_BYTES, 8, 16_000],
    [1, 16_000, 2500],
    [1, 8000, 5000],
  ])
    check({ bytes, width, height });
});
