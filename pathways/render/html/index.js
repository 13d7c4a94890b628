"use strict";
// The index of a site: a search over all names, and filters; what is asked stands in the address.
const field = document.querySelector("#find"), domain = document.querySelector("#f-domain"), years = document.querySelector("#f-years"), level = document.querySelector("#f-level");
const items = [...document.querySelectorAll("[data-search]")], said = document.querySelector("#said");
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/[’‘]/g, "'").trim();
document.documentElement.classList.replace("plain", "live");
document.querySelector(".tools").hidden = false;
function narrow() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const li of items) {
    const { search, domain: of, years: least, level: by } = li.dataset;
    li.hidden = !(words.every((w) => search.includes(w)) && (!domain.value || of === domain.value) && (!level.value || by === level.value)
      && (!years.value || (least !== undefined && Number(least) <= Number(years.value))));
    shown += li.hidden ? 0 : 1;
  }
  document.querySelector("#nothing").hidden = shown > 0;
  said.textContent = (shown < 2 ? said.dataset.one : said.dataset.many).replace(/\d+/, String(shown));
  const asked = new URLSearchParams(Object.entries({ q: field.value, domain: domain.value, level: level.value, years: years.value }).filter(([, value]) => value));
  for (const a of document.querySelectorAll("#starts a")) a.hash = String(asked);
  try { history.replaceState(null, "", `#${asked}`); } catch { /* in a frame a page has no address of its own */ }
}
const asked = new URLSearchParams(location.hash.slice(1));
field.value = asked.get("q") || "";
domain.value = asked.get("domain") || "";
level.value = asked.get("level") || "";
years.value = asked.get("years") || "";
for (const input of [field, domain, level, years]) input.addEventListener("input", narrow);
if (location.hash.length > 1) narrow();
