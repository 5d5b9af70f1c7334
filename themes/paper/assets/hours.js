// The line of today and the row of today, looked up in the table that the build left in the page (themes/README.md), and
// meetings that have been taken away. No rule is worked out here. "Today" is Japan's, in whatever zone the device is.
// Without this file the words stand alone.
(() => {
  const DAY = 1440;
  const all = (selector) => document.querySelectorAll(selector);
  const [line] = all("#today");
  const table = line && JSON.parse(line.querySelector("script").textContent);
  const first = table && Date.parse(table.from) / 864e5;
  const ask = "お問い合わせください。";
  const mark = document.createElement("b");

  // Days are counted from 1970-01-01, a Thursday; minutes from midnight, above 1440 past the next.
  const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
  const full = (date) => date.replace(/-0?/, "年").replace(/-0?/, "月") + "日";
  const name = (day) => `${full(iso(day)).slice(5)}（${"木金土日月火水"[day % 7]}）`;
  const clock = (minute) => (minute > DAY ? "翌" + clock(minute - DAY) : Math.floor(minute / 60) + ":" + ("0" + (minute % 60)).slice(-2));
  const bracket = (words) => (words ? `（${words}）` : "");
  const usual = (day) => table.week[(day + 3) % 7];
  const on = (day) => table.answers[table.except[day - first] ?? usual(day)];
  const at = (spans, minute) => spans?.find(([from, to]) => from <= minute && minute < to);
  const maybe = (words, { w }) => [words + "はずです。", `ただし、休みのこともあります${bracket(w)}。`];

  // What comes first, and what there is to add.
  function say(day, minute) {
    const answer = on(day);
    // Yesterday's evening may still be going on.
    const night = day > first && on(day - 1);
    const late = night && at(night.o, minute + DAY);
    const open = late || at(answer.o, minute);
    if (open) {
      const until = bracket(open[1] - open[0] == DAY ? "24時間" : clock(open[1] - (late ? DAY : 0)) + "まで");
      const its = late ? night : answer;
      return its.c ? maybe(`いまは開いている時間${until}の`, its) : [`いま開いています${until}`];
    }
    const later = answer.o.find(([from]) => from > minute);
    if (answer.c == 2 || at(answer.p, minute) || (!later && answer.p?.some(([from]) => from > minute)))
      return ["開いているかどうか、わかりません。", (answer.w ? answer.w + "。" : "") + ask];
    if (later) return answer.c ? maybe(clock(later[0]) + "に開く", answer) : [clock(later[0]) + "に開きます"];
    return [answer.o[0] ? "きょうはもう終わりました" : `きょうは休みです${bracket(answer.w)}`, next(day)];
  }

  // Only where nothing before it is in doubt.
  function next(day) {
    for (let ahead = day + 1; ahead < day + 15 && iso(ahead) <= table.until; ahead++) {
      const { o, c, p } = on(ahead);
      if (c || p) break;
      if (o[0]) return `つぎに開くのは、${name(ahead)}${clock(o[0][0])}です。`;
    }
    return "";
  }

  function point(day) {
    const rows = all("#week tr");
    const looks = ({ o, c }) => o + (c == 2);
    const same = (answer) => looks(table.answers[answer]) == looks(on(day));
    const holiday = table.holidays?.includes(day - first) && same(table.holiday);
    const fits = holiday || same(usual(day));
    const row = rows[holiday ? 7 : (day + 3) % 7];
    for (const one of rows) one.classList.toggle("is-today", fits && one == row);
    mark.textContent = fits ? "きょう" : "きょうはちがいます";
    row.cells[fits ? 0 : 1].append(mark);
  }

  function show() {
    const now = Math.floor(Date.now() / 6e4) + 9 * 60;
    const day = Math.floor(now / DAY);
    const today = iso(day);
    for (const date of all("[data-date]")) date.hidden = date.dataset.date < today;
    for (const row of all("[data-days]")) row.hidden = !row.querySelector("li:not([hidden])");
    if (!line) return;
    // An entry may hold for a shorter time than its table.
    const { from = table.from, until = table.until } = line.dataset;
    const holds = from <= today && today <= until;
    const [head, more = ""] = holds ? say(day, now % DAY) : [`この表は、${full(from)}から${full(until)}までのものです。`, ask];
    [holds ? "きょう " + name(day) : "", head, more].forEach((text, index) => {
      const part = all("#today p > *")[index];
      if (part.textContent != text) part.textContent = text;
    });
    line.hidden = false;
    if (holds) point(day);
  }

  show();
  setInterval(show, 6e4);
})();
