// The line of today and the row of today, looked up by times.js in the table that the build left in the page, and meetings
// that have been taken away. Without this file the words stand alone.
(() => {
  const { DAY, iso, clock, now, ...times } = self.shiori.times;
  const all = (selector) => document.querySelectorAll(selector);
  const [line] = all("#today");
  const table = line && JSON.parse(line.querySelector("script").textContent);
  const ask = "お問い合わせください。";
  const mark = document.createElement("b");

  const full = (date) => date.replace(/-0?/, "年").replace(/-0?/, "月") + "日";
  const name = (day) => `${full(iso(day)).slice(5)}（${"木金土日月火水"[day % 7]}）`;
  const bracket = (words) => (words ? `（${words}）` : "");
  const usual = (day) => times.usual(table, day);
  const on = (day) => times.on(table, day);
  const parts = ({ a }) => (a ? a + "です。" : "");
  const maybe = (words, { w, a }) => [words + "はずです。", (a && !w ? "" : `ただし、休みのこともあります${bracket(w)}。`) + parts({ a })];

  // What comes first, and what there is to add.
  function say(day, minute) {
    const { answer, open, late, later, unknown } = times.moment(table, day, minute);
    if (open) {
      const until = bracket(open[1] - open[0] == DAY ? "24時間" : clock(open[1] - (late ? DAY : 0)) + "まで");
      return answer.c ? maybe(`いまは開いている時間${until}の`, answer) : [`いま開いています${until}`, parts(answer)];
    }
    if (unknown) return ["開いているかどうか、わかりません。", (answer.w ? answer.w + "。" : "") + ask];
    if (later) return answer.c ? maybe(clock(later[0]) + "に開く", answer) : [clock(later[0]) + "に開きます", parts(answer)];
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
    const holiday = table.holidays?.includes(day - times.dayOf(table.from)) && same(table.holiday);
    const fits = holiday || same(usual(day));
    const row = rows[holiday ? 7 : (day + 3) % 7];
    for (const one of rows) one.classList.toggle("is-today", fits && one == row);
    mark.textContent = fits ? "きょう" : "きょうはちがいます";
    row.cells[fits ? 0 : 1].append(mark);
  }

  function show() {
    const [day, minute] = now();
    const today = iso(day);
    for (const date of all("[data-date]")) date.hidden = date.dataset.date < today;
    for (const row of all("[data-days]")) row.hidden = !row.querySelector("li:not([hidden])");
    if (!line) return;
    // An entry may hold for a shorter time than its table.
    const { from = table.from, until = table.until } = line.dataset;
    const holds = from <= today && today <= until;
    const [head, more = ""] = holds ? say(day, minute) : [`この表は、${full(from)}から${full(until)}までのものです。`, ask];
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
