// A file that somebody dropped, made into a picture that the daemon takes, or refused with the daemon's own code.

import { PictureRefused } from "./errors.js";

/** @typedef {import("./types.js").Picture} Picture */
/**
 * @typedef {object} Decoder
 * @property {(blob: Blob) => Promise<{width: number, height: number, close(): void}>} decode rejects what it cannot read
 * @property {(bitmap: any) => Promise<Blob>} encode the bitmap as PNG
 */

export const MAX_BYTES = 16 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;
const MIN_SIDE_PX = 8;
const MAX_SIDE_PX = 16_000;

/**
 * The type that the bytes themselves say, of those which the daemon reads; null for any other.
 * @param {Uint8Array} head the first 12 bytes or more
 */
export function sniff(head) {
  const text = String.fromCharCode(...head.slice(0, 12));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("RIFF") && text.slice(8) === "WEBP") return "image/webp";
  return null;
}

/**
 * What the daemon would refuse, said before it is sent.
 * @param {{bytes: number, width: number, height: number}} size
 */
export function check({ bytes, width, height }) {
  if (bytes > MAX_BYTES) throw new PictureRefused("body_too_large");
  if (Math.min(width, height) < MIN_SIDE_PX) throw new PictureRefused("image_too_small");
  if (Math.max(width, height) > MAX_SIDE_PX) throw new PictureRefused("image_shape");
  if (width * height > MAX_PIXELS) throw new PictureRefused("image_too_large");
}

/**
 * The picture as it is to be sent: PNG, JPEG and WebP as they are, what else the browser can show as PNG.
 * @param {Blob} file
 * @param {Decoder} [decoder]
 * @returns {Promise<Picture>}
 */
export async function prepare(file, { decode, encode } = browserDecoder) {
  if (file.size === 0) throw new PictureRefused("empty_image");
  const type = sniff(new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  if (type && file.size > MAX_BYTES) throw new PictureRefused("body_too_large");
  const bitmap = await decode(file).catch(() => {
    throw new PictureRefused(type ? "image_invalid" : "unsupported_image");
  });
  try {
    const { width, height } = bitmap;
    check({ bytes: type ? file.size : 0, width, height });
    const blob = type ? file.slice(0, file.size, type) : await encode(bitmap);
    check({ bytes: blob.size, width, height });
    return { blob, width, height };
  } finally {
    bitmap.close();
  }
}

/** @type {Decoder} */
const browserDecoder = {
  decode: (blob) => createImageBitmap(blob),
  encode(/** @type {ImageBitmap} */ bitmap) {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    return canvas.convertToBlob({ type: "image/png" });
  },
};

/**
 * A canvas of the picture's top, small enough to keep many of them.
 * @param {Blob} blob
 * @param {{width: number, height: number}} size in CSS pixels
 */
export async function thumbnail(blob, { width, height }) {
  const scale = globalThis.devicePixelRatio || 1;
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (context) {
    context.imageSmoothingQuality = "high";
    const factor = Math.max(canvas.width / bitmap.width, canvas.height / bitmap.height);
    const shown = { width: bitmap.width * factor, height: bitmap.height * factor };
    context.drawImage(bitmap, (canvas.width - shown.width) / 2, 0, shown.width, shown.height);
  }
  bitmap.close();
  return canvas;
}
