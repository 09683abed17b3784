"use strict";
const form = document.getElementById("ticks");
const boxes = [...form.querySelectorAll('input[name="target"]')];
const all = document.getElementById("all");
const day = document.getElementById("day");
const told = document.getElementById("told");
const now = new Date();
day.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
boxes.forEach((box) => box.addEventListener("change", () => { all.checked = boxes.every((b) => b.checked); }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
  const name = document.getElementById("name").value.trim();
  if (!ticked.length || !name || !day.value) {
    told.textContent = ticked.length ? form.dataset.nameless : form.dataset.nothing;
    return;
  }
  const ticks = { seal: form.dataset.seal, signed_by: name, signed_on: day.value, ticked };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(ticks, null, 1)], { type: "application/json" }));
  link.download = form.dataset.saved;
  link.click();
  URL.revokeObjectURL(link.href);
  told.textContent = form.dataset.done.replace("{n}", ticked.length);
});
