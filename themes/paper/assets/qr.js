// A QR code of a short text, made on the device: byte mode, error correction M (ISO/IEC 18004), versions 1 to 25.
// shioriQr(text) gives {size, path}: the side in modules with its quiet zone of four, and the dark modules as the path of an SVG;
// null where the text is too long to be read from a screen.
globalThis.shioriQr = (() => {
  // By version: codewords of correction in a block, and blocks.
  const CORRECTION = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28];
  const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];
  const MASKS = [
    (x, y) => (x + y) % 2,
    (x, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
    (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];

  function codewords(version) {
    const marks = Math.floor(version / 7) + 2;
    const aligned = version > 1 ? (25 * marks - 10) * marks - 55 + (version > 6 ? 36 : 0) : 0;
    return ((16 * version + 128) * version + 64 - aligned) >> 3;
  }

  // In the field of 256 elements of the polynomial 0x11d.
  function times(a, b) {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
    return product;
  }

  function divisor(degree) {
    const result = new Array(degree).fill(0);
    result[degree - 1] = 1;
    let root = 1;
    for (let step = 0; step < degree; step++) {
      for (let at = 0; at < degree; at++) result[at] = times(result[at], root) ^ (result[at + 1] ?? 0);
      root = times(root, 2);
    }
    return result;
  }

  function remainder(data, by) {
    const result = by.map(() => 0);
    for (const byte of data) {
      const factor = byte ^ result.shift();
      result.push(0);
      by.forEach((term, at) => {
        result[at] ^= times(term, factor);
      });
    }
    return result;
  }

  // The text with its header and filling, in blocks, each with its correction, interleaved.
  function content(bytes, version) {
    const blocks = BLOCKS[version];
    const all = codewords(version);
    const room = all - blocks * CORRECTION[version];
    const bits = [];
    const put = (value, length) => {
      for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
    };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    for (const byte of bytes) put(byte, 8);
    put(0, Math.min(4, room * 8 - bits.length));
    put(0, -bits.length & 7);
    for (let fill = 0xec; bits.length < room * 8; fill ^= 0xec ^ 0x11) put(fill, 8);
    const data = [];
    for (let at = 0; at < room; at++) data.push(parseInt(bits.slice(at * 8, at * 8 + 8).join(""), 2));

    const by = divisor(CORRECTION[version]);
    const short = Math.floor(room / blocks);
    const parts = [];
    for (let block = 0, at = 0; block < blocks; block++) {
      const length = short + (block >= blocks - (room % blocks) ? 1 : 0);
      parts.push(data.slice(at, (at += length)));
    }
    const checks = parts.map((part) => remainder(part, by));
    const out = [];
    for (let at = 0; at <= short; at++) for (const part of parts) if (at < part.length) out.push(part[at]);
    for (let at = 0; at < by.length; at++) for (const check of checks) out.push(check[at]);
    return out;
  }

  // What does not depend on the content. A module that is undefined is still free.
  function frame(version) {
    const size = version * 4 + 17;
    const rows = Array.from({ length: size }, () => new Array(size));
    const set = (x, y, dark) => {
      if (rows[y] && x >= 0 && x < size) rows[y][x] = dark ? 1 : 0;
    };
    for (let at = 0; at < size; at++) {
      set(6, at, at % 2 < 1);
      set(at, 6, at % 2 < 1);
    }
    const square = (x, y, reach, light) => {
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    };
    square(3, 3, 4, [2, 4]);
    square(size - 4, 3, 4, [2, 4]);
    square(3, size - 4, 4, [2, 4]);
    if (version > 1) {
      const marks = Math.floor(version / 7) + 2;
      const step = Math.ceil((size - 13) / (marks * 2 - 2)) * 2;
      const places = [6];
      for (let at = size - 7; places.length < marks; at -= step) places.splice(1, 0, at);
      const last = size - 7;
      for (const x of places) for (const y of places) if (!(x + y == 12 || (x == 6 && y == last) || (x == last && y == 6))) square(x, y, 2, [1]);
    }
    if (version > 6) {
      let rest = version;
      for (let step = 0; step < 12; step++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
      const bits = (version << 12) | rest;
      for (let at = 0; at < 18; at++) {
        const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
        set(far, near, (bits >> at) & 1);
        set(near, far, (bits >> at) & 1);
      }
    }
    format(rows, 0);
    return rows;
  }

  // Twice: which correction (M is 0) and which mask.
  function format(rows, mask) {
    const size = rows.length;
    let rest = mask;
    for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    for (let at = 0; at < 15; at++) {
      const bit = (bits >> at) & 1;
      rows[at < 6 ? at : at < 8 ? at + 1 : size - 15 + at][8] = bit;
      rows[8][at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at] = bit;
    }
    rows[size - 8][8] = 1;
  }

  // Fills the free modules in their zigzag.
  function fill(frame, data, mask) {
    const size = frame.length;
    const rows = frame.map((row) => [...row]);
    let bit = 0;
    for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
      if (right == 6) right = 5;
      for (let step = 0; step < size; step++) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (frame[y][x] != null) continue;
          rows[y][x] = ((data[bit >> 3] >> (7 - (bit & 7))) & 1) ^ (MASKS[mask](x, y) ? 0 : 1);
          bit++;
        }
      }
    }
    format(rows, mask);
    return rows;
  }

  // How hard it is to read, as the standard counts.
  function penalty(rows) {
    const size = rows.length;
    const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))].map((line) => line.join(""));
    let points = 0;
    for (const line of lines) {
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
      points += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
    }
    let dark = 0;
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        dark += rows[y][x];
        const sum = y && x && rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
        if (y && x && sum % 4 == 0) points += 3;
      }
    return points + 10 * (Math.ceil(Math.abs(dark * 20 - size * size * 10) / (size * size)) - 1);
  }

  return (text) => {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    while (codewords(version) - BLOCKS[version] * CORRECTION[version] < bytes.length + (version < 10 ? 2 : 3)) {
      if (++version == BLOCKS.length) return null;
    }
    const data = content(bytes, version);
    const empty = frame(version);
    let best;
    for (let mask = 0; mask < 8; mask++) {
      const rows = fill(empty, data, mask);
      const points = penalty(rows);
      if (!best || points < best.points) best = { rows, points };
    }
    let path = "";
    best.rows.forEach((row, y) => {
      for (const run of row.join("").matchAll(/1+/g)) path += `M${run.index + 4} ${y + 4}h${run[0].length}v1h-${run[0].length}z`;
    });
    return { size: best.rows.length + 8, path };
  };
})();
