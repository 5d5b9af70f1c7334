// Lines of help above the results of find.html. They stand in the page, hidden; words that call them are beside them, made
// comparable at build time. Nothing is stored and nothing is sent.
(() => {
  const frame = document.getElementById("find-urgent");
  const lines = [...(frame?.querySelectorAll("[data-words]") ?? [])];
  // So many where no word called any.
  const FIRST = 2;

  const words = (line, name) => line.dataset[name].split(" ").filter(Boolean);
  /** Latin words stand for themselves: 「dv」 is no part of 「dvd」. */
  function calls(query, word) {
    for (let at = query.indexOf(word); at >= 0; at = query.indexOf(word, at + 1)) {
      const around = [query[at - 1], query[at + word.length]];
      if (!/^[a-z]+$/.test(word) || !around.some((letter) => /[a-z]/.test(letter ?? ""))) return true;
    }
    return false;
  }

  function show(shown, when) {
    lines.forEach((line) => (line.hidden = !shown.includes(line)));
    for (const part of frame?.querySelectorAll("[data-when]") ?? []) part.hidden = part.dataset.when != when;
    if (frame) frame.hidden = !shown.length;
  }

  /** Shows the lines that a comparable query calls; true where nothing else should be offered. */
  function answer(query) {
    const isCalled = (line, name) => words(line, name).some((word) => calls(query, word));
    const called = lines.filter((line) => isCalled(line, "words") || isCalled(line, "only"));
    show(called, "called");
    return called.some((line) => isCalled(line, "only"));
  }

  /** Where nothing was found and nothing was called: that there is somebody all the same. */
  function instead() {
    if (!lines.some((line) => !line.hidden)) show(lines.filter((line) => line.querySelector(".tel")).slice(0, FIRST), "none");
  }

  (self.shiori ||= {}).urgent = { answer, instead };
})();
