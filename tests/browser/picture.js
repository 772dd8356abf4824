// Decodes the screenshots of the browser, and compares two of them.
import { inflateSync } from "node:zlib";

/** The pixels of a PNG as Chromium writes it: 8 bits per channel, not interlaced. */
export function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error("this is no picture of Chromium's");
  const parts = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= channels ? pixels[at - channels] : 0;
      const up = y > 0 ? pixels[at - row] : 0;
      const corner = y > 0 && x >= channels ? pixels[at - row - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter];
      pixels[at] = raw[y * (row + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, pixels };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The number of pixels that changed visibly: with a contrast of at least 3 to 1, as WCAG requires for focus indicators. */
export function changed(before, after) {
  const [one, other] = [decode(before), decode(after)];
  if (one.width !== other.width || one.height !== other.height) throw new Error("the pictures differ in size");
  let count = 0;
  for (let pixel = 0; pixel < one.width * one.height; pixel++) {
    const [light, dark] = [luminance(one, pixel), luminance(other, pixel)].sort((a, b) => b - a);
    if ((light + 0.05) / (dark + 0.05) >= 3) count += 1;
  }
  return count;
}

const linear = Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function luminance({ channels, pixels }, pixel) {
  const at = pixel * channels;
  return 0.2126 * linear[pixels[at]] + 0.7152 * linear[pixels[at + 1]] + 0.0722 * linear[pixels[at + 2]];
}
