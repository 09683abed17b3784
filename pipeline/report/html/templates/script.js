"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const cards = all(".finding");
  const filters = document.querySelector(".filters");
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();

  if (filters) {
    const buttons = all("button", filters);
    const family = document.getElementById("family");
    const search = document.getElementById("search");
    const shown = document.getElementById("shown");
    const texts = new Map(cards.map((card) => [card, plain(card.textContent)]));
    const show = () => {
      const wanted = new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.severity));
      const words = plain(search.value.trim());
      let count = 0;
      for (const card of cards) {
        const fits = wanted.has(card.dataset.severity) && (!family.value || card.dataset.family === family.value)
          && (!words || texts.get(card).includes(words));
        card.hidden = !fits;
        count += fits;
      }
      shown.textContent = shown.dataset.words.replace("#", count).replace("#", cards.length);
    };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
        show();
      });
    }
    family.addEventListener("change", show);
    search.addEventListener("input", show);
    filters.hidden = false;
    show();
  }

  for (const button of all("button.copy")) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.words);
      } catch { // a page from a file, or in a frame of its own: copied as a selection
        const range = document.createRange();
        range.selectNodeContents(button.parentElement.querySelector("ins"));
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        document.execCommand("copy");
      }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = name; }, 1500);
    });
  }

  const follow = () => {
    const key = decodeURIComponent(location.hash.slice(1));
    const target = key && document.getElementById(key);
    if (!target) return;
    all(".lit").forEach((element) => element.classList.remove("lit"));
    if (key.startsWith("w-")) {
      all(`a[data-r~="${CSS.escape(key.slice(2))}"]`).forEach((element) => element.classList.add("lit"));
    } else if (/^[ftr]\d+$/.test(key)) {
      if (target.hidden) target.hidden = false;
      const folded = target.closest("details");
      if (folded) folded.open = true;
      target.classList.add("lit");
      target.scrollIntoView({ block: "center" });
    }
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) follow();
  });
  follow();
})();
