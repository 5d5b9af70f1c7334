// QR codes made on the device (ISO/IEC 18004): bytes, error correction M, the smallest version that holds them.
//
// `shiori.qr(text)` gives {size, path}: modules a side, and the dark ones as the path of an SVG; null where it is too long.
(() => {
  // For each version: bytes of error correction a block, and blocks (table 9, level M).
  const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];
  const MASKS = [
    (x, y) => (x + y) % 2,
    (x, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2,
    (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];

  /** Positions of the small squares along a side. */
  function alignment(version) {
    if (version == 1) return [];
    const count = (version / 7 | 0) + 2;
    const step = version == 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    const places = [6];
    for (let place = version * 4 + 10; places.length < count; place -= step) places.splice(1, 0, place);
    return places;
  }

  /** Bytes a version holds, those of error correction included. */
  function capacity(version) {
    let bits = (16 * version + 128) * version + 64;
    if (version > 1) {
      const count = (version / 7 | 0) + 2;
      bits -= (25 * count - 10) * count - 55 + (version > 6 ? 36 : 0);
    }
    return bits >> 3;
  }

  function times(a, b) {
    let product = 0;
    for (let bit = 7; bit >= 0; bit -= 1) {
      product = (product << 1) ^ ((product >> 7) * 0x11d);
      product ^= ((b >> bit) & 1) * a;
    }
    return product;
  }

  function divisor(degree) {
    const result = new Array(degree - 1).fill(0).concat(1);
    let base = 1;
    for (let round = 0; round < degree; round += 1) {
      for (let at = 0; at < degree; at += 1) result[at] = times(result[at], base) ^ (result[at + 1] ?? 0);
      base = times(base, 2);
    }
    return result;
  }

  function remainder(data, by) {
    const result = by.map(() => 0);
    for (const byte of data) {
      const factor = byte ^ result.shift();
      result.push(0);
      by.forEach((part, at) => (result[at] ^= times(part, factor)));
    }
    return result;
  }

  /** The bytes of a text in the order in which they are drawn. */
  function codewords(bytes, version) {
    const correction = CORRECTION[version - 1];
    const blocks = BLOCKS[version - 1];
    const total = capacity(version);
    const room = total - correction * blocks;
    const bits = [];
    const put = (value, length) => {
      for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
    };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((byte) => put(byte, 8));
    put(0, Math.min(4, room * 8 - bits.length));
    put(0, -bits.length & 7);
    for (let pad = 0xec; bits.length < room * 8; pad ^= 0xfd) put(pad, 8);
    const data = [];
    for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
    const short = blocks - (total % blocks);
    const length = (total / blocks | 0) - correction;
    const by = divisor(correction);
    const parts = [];
    for (let block = 0, at = 0; block < blocks; block += 1) {
      const part = data.slice(at, (at += length + (block < short ? 0 : 1)));
      parts.push([part, remainder(part, by)]);
    }
    const result = [];
    for (let at = 0; at <= length; at += 1) parts.forEach(([part]) => at < part.length && result.push(part[at]));
    for (let at = 0; at < correction; at += 1) parts.forEach(([, part]) => result.push(part[at]));
    return result;
  }

  /** How hard a pattern is to read (7.8.3). */
  function penalty(rows) {
    const size = rows.length;
    let result = 0;
    let dark = 0;
    for (const [lines, first] of [[rows, true], [rows.map((_, x) => rows.map((row) => row[x])), false]]) {
      for (const line of lines) {
        const text = line.join("");
        for (const run of text.match(/0{5,}|1{5,}/g) ?? []) result += run.length - 2;
        result += 40 * ((text.match(/(?=10111010000)/g) ?? []).length + (text.match(/(?=00001011101)/g) ?? []).length);
        if (first) dark += text.split("1").length - 1;
      }
    }
    for (let y = 1; y < size; y += 1) {
      for (let x = 1; x < size; x += 1) {
        const sum = rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
        if (sum % 4 == 0) result += 3;
      }
    }
    return result + 10 * (Math.ceil(Math.abs((dark * 20) / (size * size) - 10)) - 1);
  }

  function draw(bytes, version) {
    const size = version * 4 + 17;
    const rows = Array.from({ length: size }, () => new Array(size).fill(0));
    const fixed = rows.map((row) => row.slice());
    const set = (x, y, dark) => {
      if (x >= 0 && y >= 0 && x < size && y < size) [rows[y][x], fixed[y][x]] = [dark ? 1 : 0, 1];
    };
    const square = (left, top, reach, isDark) => {
      for (let y = -reach; y <= reach; y += 1) for (let x = -reach; x <= reach; x += 1) set(left + x, top + y, isDark(Math.max(Math.abs(x), Math.abs(y))));
    };
    for (let at = 0; at < size; at += 1) {
      set(6, at, at % 2 == 0);
      set(at, 6, at % 2 == 0);
    }
    const places = alignment(version);
    places.forEach((x, i) => places.forEach((y, j) => {
      const last = places.length - 1;
      const inCorner = (i == 0 && j == 0) || (i == 0 && j == last) || (i == last && j == 0);
      if (!inCorner) square(x, y, 2, (far) => far != 1);
    }));
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (far) => far != 2 && far != 4);
    const format = (mask) => {
      // Level M is 00.
      let rest = mask;
      for (let bit = 0; bit < 10; bit += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
      const bits = ((mask << 10) | rest) ^ 0x5412;
      const bit = (at) => (bits >> at) & 1;
      for (let at = 0; at < 15; at += 1) {
        set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, bit(at));
        set(at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, bit(at));
      }
      set(8, size - 8, 1);
    };
    format(0);
    if (version > 6) {
      let rest = version;
      for (let bit = 0; bit < 12; bit += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
      const bits = (version << 12) | rest;
      for (let at = 0; at < 18; at += 1) {
        const far = size - 11 + (at % 3);
        const near = at / 3 | 0;
        set(far, near, (bits >> at) & 1);
        set(near, far, (bits >> at) & 1);
      }
    }
    const data = codewords(bytes, version);
    let at = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right == 6) right = 5;
      for (let step = 0; step < size; step += 1) {
        for (const x of [right, right - 1]) {
          const y = ((right + 1) & 2) == 0 ? size - 1 - step : step;
          if (fixed[y][x]) continue;
          rows[y][x] = at < data.length * 8 ? (data[at >> 3] >> (7 - (at & 7))) & 1 : 0;
          at += 1;
        }
      }
    }
    const flip = (mask) => rows.forEach((row, y) => row.forEach((_, x) => (row[x] ^= fixed[y][x] || MASKS[mask](x, y) ? 0 : 1)));
    let best = [Infinity];
    for (let mask = 0; mask < 8; mask += 1) {
      flip(mask);
      format(mask);
      best = [[penalty(rows), mask], best].sort((a, b) => a[0] - b[0])[0];
      flip(mask);
    }
    flip(best[1]);
    format(best[1]);
    return rows;
  }

  (self.shiori ||= {}).qr = (text) => {
    const bytes = [...new TextEncoder().encode(text)];
    let version = 1;
    while (version <= 40 && capacity(version) - CORRECTION[version - 1] * BLOCKS[version - 1] < bytes.length + (version < 10 ? 2 : 3)) version += 1;
    if (version > 40) return null;
    const rows = draw(bytes, version);
    const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
    return { size: rows.length, path };
  };
})();
