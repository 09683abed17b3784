"use strict";
(() => {
  const form = document.getElementById("hand-in");
  const waiting = document.getElementById("waiting");
  const later = (work) => setTimeout(work, 700);
  const leave = 10000;  // milliseconds that a page on its way out is given before it follows its draft again
  let left = -leave;
  addEventListener("beforeunload", () => { left = performance.now(); });
  const ask = async (address) => {
    try {
      const answer = await fetch(address, { cache: "no-store" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return undefined;
    }
  };

  if (form) {
    document.documentElement.classList.add("scripted");
    const { mostBytes, mostFiles, mostParents, heavy, many, sending } = form.dataset;
    const draft = document.getElementById("draft");
    const parent = document.getElementById("parent");
    const drop = form.querySelector(".drop");
    const chosen = document.getElementById("chosen");
    const wrong = document.getElementById("wrong");
    const button = form.querySelector("button.go");
    const look = () => {
      const large = [...draft.files, ...parent.files].filter((file) => file.size > mostBytes).map((file) => file.name);
      const most = draft.files.length > mostFiles ? mostFiles : parent.files.length > mostParents ? mostParents : 0;
      wrong.textContent = large.length ? heavy.replace("#", () => large.join(", ")) : most ? many.replace("#", most) : "";
      chosen.replaceChildren(...[...draft.files].map((file) => {
        const [line, name, size] = ["li", "span", "small"].map((tag) => document.createElement(tag));
        name.textContent = file.name;
        size.textContent = file.size < 1e6 ? `${Math.ceil(file.size / 1e3)} KB` : `${(file.size / 1e6).toFixed(1)} MB`;
        line.append(name, size);
        return line;
      }));
      chosen.hidden = !draft.files.length;
      return !wrong.textContent;
    };
    draft.addEventListener("change", look);
    parent.addEventListener("change", look);
    addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) {
        draft.files = event.dataTransfer.files;
        look();
      }
    });
    const find = document.getElementById("find");
    if (find) {
      const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
      const found = document.getElementById("found");
      find.closest("label").hidden = false;
      find.addEventListener("input", () => {
        const words = plain(find.value).split(/\s+/).filter(Boolean);
        let count = 0;
        for (const field of document.querySelectorAll("#known .field")) {
          const lines = [...field.querySelectorAll("label")];
          const name = plain(field.querySelector("h3").textContent);
          for (const line of lines) {
            const text = `${name} ${plain(line.textContent)}`;
            line.hidden = !line.querySelector("input").checked && !words.every((word) => text.includes(word));
            count += !line.hidden;
          }
          field.hidden = lines.every((line) => line.hidden);
        }
        found.textContent = words.length ? found.dataset.words.replace("#", count) : "";
      });
    }
    form.addEventListener("submit", (event) => {
      if (!look()) {
        event.preventDefault();
        return;
      }
      button.disabled = true;
      button.dataset.words = button.textContent;
      button.textContent = sending;
    });
    addEventListener("pageshow", () => {  // back from the next page
      button.disabled = false;
      button.textContent = button.dataset.words || button.textContent;
      look();
    });
    let waited = false;
    const count = document.getElementById("count");
    const tell = (open) => {
      const all = document.querySelectorAll("[data-draft]").length;
      const words = count.dataset.words.replace("##", all).replace("#", all - open);
      if (count.textContent !== words) count.textContent = words;
    };
    const results = async () => {  // what can be fetched now: a reload would take the order of the rows and the form
      const answer = await fetch("/", { cache: "no-store" }).catch(() => null);
      const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
      const made = page && page.getElementById("results");
      if (made) document.getElementById("results").replaceWith(document.adoptNode(made));
    };
    const follow = async () => {
      const open = document.querySelectorAll("[data-open]");
      if (!open.length) {
        if (waited) await results();
        return;
      }
      waited = true;
      const drafts = new Map((await ask("/status") || []).map((one) => [one.key, one]));
      for (const line of open) {
        const now = drafts.get(line.dataset.draft);
        if (!now) continue;
        line.className = now.state;
        const state = line.querySelector(".state");
        [state.textContent, state.dataset.order] = [now.line, now.rank];
        line.querySelector(".unit").textContent = now.unit;
        line.querySelector(".targets").textContent = now.targets;
        if (now.ended) line.removeAttribute("data-open");
      }
      tell(document.querySelectorAll("[data-open]").length);
      later(follow);
    };
    later(follow);
  }

  const gathering = document.getElementById("gathering");
  if (gathering) {
    const now = document.getElementById("now");
    const bar = gathering.querySelector("progress");
    const follow = async () => {
      const found = await ask("/results/status");
      if (performance.now() - left < leave) {
        later(follow);
        return;
      }
      if (found === null || (found && found.ended)) {
        location.reload();
        return;
      }
      if (found) {
        [bar.value, bar.max] = [found.made, found.all];
        now.textContent = gathering.dataset.words.replace("##", found.all).replace("#", found.made);
      }
      later(follow);
    };
    later(follow);
  }

  if (waiting) {
    const stages = [...waiting.querySelectorAll(".stages li")];
    const now = document.getElementById("now");
    const follow = async () => {
      const found = await ask(waiting.dataset.status);
      if (performance.now() - left < leave) {  // the reader deletes or goes back: a reload would take the way from him
        later(follow);
        return;
      }
      if (found === null || (found && found.ended)) {
        location.reload();
        return;
      }
      if (found) {
        stages.forEach((stage, n) => { stage.className = n < found.stage ? "past" : n === found.stage ? "now" : ""; });
        if (now.textContent !== found.words) now.textContent = found.words;
      }
      later(follow);
    };
    later(follow);
  }
})();
