#!/usr/bin/env python3
"""Makes dictionary.txt, the readings that the search knows, from the dictionary of the package sudachidict-small on PyPI.

    pip download --no-deps sudachidict-small==20240109 && unzip SudachiDict_small-20240109-py3-none-any.whl
    python3 make.py sudachidict_small/resources/system.dic > dictionary.txt

Later versions of the package have another binary format. A line is a reading and the words that are read so and mean the same,
the most usual line first; verbs and adjectives stand without their ending; a line that begins with - is of a prefix or suffix.
"""

import collections
import re
import struct
import sys

KANJI = re.compile("[一-鿿々]")
WORD = re.compile("^[一-鿿々ぁ-ゖァ-ヺー]+$")


def hiragana(text):
    return "".join(chr(ord(c) - 96) if "ァ" <= c <= "ヶ" else c for c in text)


def words(data):
    """Each word: surface, reading, normalised form, part of speech, cost."""

    def string(at):
        length = data[at]
        at += 1
        if length > 127:
            length = (length & 127) << 8 | data[at]
            at += 1
        return data[at : at + 2 * length].decode("utf-16-le"), at + 2 * length

    at = 272  # the header
    (count,) = struct.unpack_from("<H", data, at)
    at += 2
    parts = []
    for _ in range(count):
        part = []
        for _ in range(6):
            text, at = string(at)
            part.append(text)
        parts.append(part)
    left, right = struct.unpack_from("<HH", data, at)
    at += 4 + 2 * left * right
    (count,) = struct.unpack_from("<I", data, at)
    at += 4 + 4 * count  # the trie
    (count,) = struct.unpack_from("<I", data, at)
    at += 4 + count  # the ids
    (count,) = struct.unpack_from("<I", data, at)
    costs = at + 4
    offsets = struct.unpack_from("<%dI" % count, data, costs + 6 * count)
    for number, at in enumerate(offsets):
        surface, at = string(at)
        at += 2 if data[at] > 127 else 1
        (part,) = struct.unpack_from("<H", data, at)
        normalised, at = string(at + 2)
        reading, at = string(at + 4)
        (cost,) = struct.unpack_from("<h", data, costs + 6 * number + 4)
        yield surface, reading or surface, normalised or surface, parts[part], cost


def main():
    groups = collections.defaultdict(dict)
    for surface, reading, normalised, part, cost in words(open(sys.argv[1], "rb").read()):
        if not WORD.match(surface) or not WORD.match(reading):
            continue
        reading = hiragana(reading)
        is_affix = part[0] in ("接尾辞", "接頭辞")
        if part[0] in ("動詞", "形容詞") and "終止形" in part[5] and part[1] != "非自立可能" and "文語" not in part[4] and surface[-1] == reading[-1]:
            surface, reading, normalised = surface[:-1], reading[:-1], normalised + "*"
        elif not (part[:2] == ["名詞", "普通名詞"] or part[0] in ("形状詞", "副詞") or is_affix and part[1] in ("名詞的", "*")):
            continue
        if not surface or len(surface) > 8 or not reading or (len(reading) < 2 and not is_affix):
            continue
        spelling = surface if KANJI.search(surface) else hiragana(surface)
        group = groups[is_affix, normalised, reading]
        group[spelling] = min(cost, group.get(spelling, 1 << 15))
    lines = []
    for (is_affix, _, reading), group in groups.items():
        spellings = [word for _, word in sorted((cost, word) for word, cost in group.items() if KANJI.search(word))][:6]
        if spellings:
            lines.append((min(group.values()), ("-" if is_affix else "") + reading, " ".join(spellings)))
    for _, reading, spellings in sorted(lines):
        print(reading, spellings)


main()
