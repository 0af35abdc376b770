// "Copy" beside a field that holds something to copy. Without script the field itself
// can be selected and copied.
"use strict";

document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-s`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // no secure context, or not allowed
    }
    said.textContent = button.dataset.done;
  });
});

document.querySelectorAll("[data-select]").forEach((field) => {
  field.addEventListener("focus", () => field.select());
});
