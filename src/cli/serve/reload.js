// Shows what was saved: reloads the page, or lays over it what has to be mended first. Only served pages have this script.
(function () {
  "use strict";
  var since = new URL(document.currentScript.src).search.slice(1);
  var dialog = null;

  function close() {
    if (dialog) {
      dialog.close();
      dialog.remove();
      dialog = null;
    }
  }

  function show(html) {
    close();
    dialog = document.createElement("dialog");
    dialog.className = "shiori-fault";
    dialog.setAttribute("aria-labelledby", "shiori-fault-title");
    dialog.innerHTML = html + '<p><button type="button" autofocus>閉じて、前のサイトを見る</button></p>';
    dialog.querySelector("button").addEventListener("click", function () { dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  function listen() {
    var source = new EventSource("/.shiori/events?" + since);
    source.addEventListener("reload", function () { location.reload(); });
    source.addEventListener("fault", function (event) { show(JSON.parse(event.data)); });
    source.addEventListener("mended", close);
    // A page in the browser's store of pages must not hold a connection; browsers allow six.
    addEventListener("pagehide", function () { source.close(); }, { once: true });
  }

  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/.shiori/fault.css";
  document.head.append(style);
  listen();
  addEventListener("pageshow", function (event) { if (event.persisted) { listen(); } });
})();
