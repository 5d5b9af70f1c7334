// The encoder of the site, run here, and a reader of another hand (zbarimg) where the machine has one.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";

runInThisContext(readFileSync(fileURLToPath(new URL("../../../themes/paper/assets/qr.js", import.meta.url)), "utf8"));

/** {size, path}, or null. */
export const encode = globalThis.shioriQr;

/** What the drawing says to a reader; null where this machine has none. */
export function decode({ size, path }) {
  const pixels = 4;
  const width = size * pixels;
  const picture = Buffer.alloc(width * width, 255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = y * pixels; row < (+y + 1) * pixels; row += 1) picture.fill(0, row * width + x * pixels, row * width + (+x + +length) * pixels);
  }
  const input = Buffer.concat([Buffer.from(`P5\n${width} ${width}\n255\n`), picture]);
  try {
    return execFileSync("zbarimg", ["-q", "--raw", "-"], { input, stdio: ["pipe", "pipe", "ignore"] }).toString().trimEnd();
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
