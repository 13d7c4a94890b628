"use strict";
// The index of a site: a search that hides what it does not find.
const field = document.querySelector("#find"), items = [...document.querySelectorAll("[data-search]")];
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/[’‘]/g, "'").trim();
document.documentElement.classList.replace("plain", "live");
document.querySelector(".tools").hidden = false;
field.addEventListener("input", () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const li of items) {
    li.hidden = !words.every((w) => li.dataset.search.includes(w));
    shown += li.hidden ? 0 : 1;
  }
  document.querySelector("#nothing").hidden = shown > 0;
  document.querySelector("#said").textContent = String(shown);
});
