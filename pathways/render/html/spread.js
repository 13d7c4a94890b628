// The page of what is within reach: its table sorts and filters; its counts filter it.
const body = $("#rows tbody"), lines = body ? [...body.rows] : [], PAGE = 100;
const fields = { kind: $("#f-kind"), level: $("#f-level"), year: $("#f-year"), domain: $("#f-domain"), find: $("#find") };
let texts = null; // folded at the first search: it takes a moment
const textOf = (tr) => fold(`${tr.cells[0].textContent} ${tr.cells[3].textContent}`);
let most = PAGE, only = false, sorted = null;

function fits(tr, asked) {
  const { kind, level, year, domain } = fields;
  return (!kind.value || tr.dataset.k === kind.value)
    && (!level.value || (tr.cells[2].dataset.v === level.value && tr.dataset.k === "diploma"))
    && (!year.value || tr.dataset.y === year.value) && (!domain.value || tr.dataset.d === domain.value)
    && (!only || "near" in tr.dataset) && asked.every((word) => texts.get(tr).includes(word));
}
function narrow() {
  const asked = fold(fields.find.value).split(/\s+/).filter(Boolean);
  if (asked.length && !texts) texts = new Map(lines.map((tr) => [tr, textOf(tr)]));
  let found = 0;
  for (const tr of lines) {
    const hide = !(fits(tr, asked) && ++found <= most);
    if (tr.hidden !== hide) tr.hidden = hide;
  }
  const shown = Math.min(found, most);
  $("#count").textContent = found ? t("spread.count", [shown, found]) : t("spread.none");
  $("#b-more").hidden = found <= most;
  $("#b-more").textContent = t("more", [Math.min(PAGE, found - most)]);
}
function sort(th) {
  const at = Number(th.dataset.sort), back = sorted === th && th.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  const order = { stated: 0, field: 1, scheme: 2, none: 9 };
  const value = (tr) => {
    const v = tr.cells[at].dataset.v;
    return v === undefined ? fold(tr.cells[at].textContent) : v in order ? order[v] : Number(v);
  };
  const pairs = lines.map((tr, i) => ({ tr, v: value(tr), i }));
  pairs.sort((a, b) => (a.v < b.v ? -1 : a.v > b.v ? 1 : 0) * back || a.i - b.i);
  pairs.forEach(({ tr }, i) => { lines[i] = tr; });
  body.append(...lines);
  document.querySelectorAll("#rows th").forEach((h) => h.removeAttribute("aria-sort"));
  th.setAttribute("aria-sort", back === 1 ? "ascending" : "descending");
  sorted = th; most = PAGE;
  narrow();
}
function pick({ year, domain, level, kind, near }) {
  fields.find.value = "";
  Object.entries({ year, domain, level, kind }).forEach(([name, value]) => { fields[name].value = value || ""; });
  only = Boolean(near); most = PAGE;
  narrow();
  $("#table").scrollIntoView({ block: "start" });
  $("#table").focus({ preventScroll: true });
}
function speak(lang) {
  S.lang = lang;
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-t]").forEach((e) => { e.textContent = t(e.dataset.t, e.dataset.args ? JSON.parse(e.dataset.args) : [], e.dataset.n === undefined ? undefined : Number(e.dataset.n)); });
  document.querySelectorAll("[data-t-aria]").forEach((e) => e.setAttribute("aria-label", t(e.dataset.tAria)));
  document.querySelectorAll("button.pick[data-n]").forEach((e) => { e.textContent = t("spread.more", [], Number(e.dataset.n)); });
  $("h1").textContent = document.title = JSON.parse($("h1").dataset.titles)[lang];
  if ($("#b-lang")) $("#b-lang").lang = lang === "fr" ? "en" : "fr";
  if (body) narrow();
}
function light(dark) {
  S.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
document.documentElement.classList.replace("plain", "live");
$(".tools").hidden = false;
S.dark = matchMedia("(prefers-color-scheme: dark)").matches;
$("#b-print").addEventListener("click", () => window.print());
$("#b-theme").addEventListener("click", () => light(!S.dark));
if ($("#b-lang")) $("#b-lang").addEventListener("click", () => speak(S.lang === "fr" ? "en" : "fr"));
if (body) {
  $("#narrow").hidden = false;
  $("#narrow").addEventListener("submit", (event) => event.preventDefault());
  $("#narrow").addEventListener("input", () => { only = false; most = PAGE; narrow(); });
  $("#narrow").addEventListener("reset", () => setTimeout(() => { only = false; most = PAGE; narrow(); }, 0));
  $("#b-more").addEventListener("click", () => { most += PAGE; narrow(); });
  for (const th of document.querySelectorAll("#rows th")) {
    const button = el("button", { type: "button", onclick: () => sort(th) });
    button.append(...th.childNodes);
    th.append(button);
  }
  for (const span of document.querySelectorAll(".pick")) {
    const button = el("button", { type: "button", class: "pick", onclick: () => pick(span.dataset) });
    Object.assign(button.dataset, span.dataset);
    button.append(...span.childNodes);
    span.replaceWith(button);
  }
  narrow();
}
document.documentElement.dataset.drawn = String(Math.round(performance.now()));
