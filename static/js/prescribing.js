// Reads the plan back while it is written. Without this file a button does the same.
"use strict";

(() => {
  const form = document.getElementById("plan");
  if (!form || !window.fetch || !window.DOMParser) return;
  document.documentElement.classList.add("with-script");
  let waiting = 0;
  let asked = 0;

  // The words come from the server, so that what is read is what would be saved.
  const readBack = async () => {
    const turn = ++asked;
    const data = new FormData(form);
    data.set("look", "1");
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: new URLSearchParams(data),
      credentials: "same-origin",
    });
    if (!answer.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("read-back");
    if (fresh) document.getElementById("read-back").replaceChildren(...fresh.childNodes);
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => readBack().catch(() => {}), 500);
  });
})();
