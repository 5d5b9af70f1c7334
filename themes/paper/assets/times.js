// What a table of days (themes/README.md) answers, for whoever asks: the line of today (hours.js) and the search (find.js).
// No rule is worked out here. Days are counted from 1970-01-01, a Thursday; minutes from midnight, above 1440 past the next.
(() => {
  const DAY = 1440;
  const dayOf = (iso) => Date.parse(iso) / 864e5;
  const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const usual = (table, day) => table.week[(day + 3) % 7];
  const on = (table, day) => table.answers[table.except[day - dayOf(table.from)] ?? usual(table, day)];
  const at = (spans, minute) => spans?.find(([from, to]) => from <= minute && minute < to);

  (self.shiori ||= {}).times = {
    DAY,
    dayOf,
    iso,
    usual,
    on,
    /** The day and minute in Japan, in whatever zone the device is. */
    now() {
      const minutes = Math.floor(Date.now() / 6e4) + 9 * 60;
      return [Math.floor(minutes / DAY), minutes % DAY];
    },
    clock: (minute) => (minute > DAY ? "翌" : "") + Math.floor((minute - (minute > DAY && DAY)) / 60) + ":" + ("0" + (minute % 60)).slice(-2),
    holds: (table, day) => table.from <= iso(day) && iso(day) <= table.until,
    /** A moment: the answer that counts, the span that is open, the next of the same day, whether nobody can tell. */
    moment(table, day, minute) {
      const today = on(table, day);
      // Yesterday's evening may still be going on.
      const night = day > dayOf(table.from) && on(table, day - 1);
      const late = night && at(night.o, minute + DAY);
      const open = late || at(today.o, minute);
      const later = today.o.find(([from]) => from > minute);
      const unknown = !open && (today.c == 2 || at(today.p, minute) || (!later && today.p?.some(([from]) => from > minute)));
      return { answer: late ? night : today, open, late, later, unknown };
    },
  };
})();
