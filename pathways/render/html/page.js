// The page around the canvas: choosing, routes, search, filters, keys, sharing, paper.
function choose(what, focus) {
  const opened = Boolean(S.node || S.wire);
  S.node = what.node && cards.has(what.node) ? what.node : null;
  S.wire = what.wire && wires.has(what.wire) ? what.wire : null;
  if (what.way !== undefined) S.way = what.way !== null && D.ways[what.way] ? what.way : null;
  if (S.node) S.cursor = S.node;
  if (net && !opened && (S.node || S.wire)) S.view = { position: net.getViewPosition(), scale: net.getScale() };
  showPanel(focus);
  markWays();
  repaint();
  if (net && S.node) seeNode(S.node);
  if (net && opened && !S.node && !S.wire && S.view && what.way === undefined) net.moveTo({ ...S.view, animation: false }); // where the reader was
  if (net && what.way !== undefined && S.way !== null && innerWidth < 900) lookAt(boxOf(D.ways[S.way].nodes), READABLE, 1.1, { y: cards.get(D.ways[S.way].nodes[0]).y });
  writeFragment();
  const said = S.node ? cards.get(S.node).label
    : S.wire ? t("link-title", [cards.get(wires.get(S.wire).source).label, cards.get(wires.get(S.wire).target).label])
      : what.way !== undefined && S.way !== null ? `${t("route", [S.way + 1])}, ${years(D.ways[S.way].years)} ${t("in-all")}` : "";
  if (said) say(said);
}
const say = (text) => { $("#said").textContent = text; };

function markWays() {
  let shown = 0;
  for (const li of document.querySelectorAll("[data-way]")) {
    const n = Number(li.dataset.way), on = n === S.way;
    li.classList.toggle("on", on);
    li.hidden = !wayShown(D.ways[n]);
    if (!li.hidden) shown++;
    li.querySelector("button.pick").setAttribute("aria-expanded", String(on));
  }
  if ($("#nothing")) $("#nothing").hidden = shown > 0;
}
// What stands in the page as text becomes buttons once there is a script.
function upgrade() {
  for (const span of document.querySelectorAll("#list [data-pick]")) {
    const n = Number(span.dataset.pick);
    const button = el("button", { type: "button", class: "pick", "data-pick": n, "aria-expanded": "false", onclick: () => choose({ way: S.way === n && !S.node && !S.wire ? null : n }) });
    button.append(...span.childNodes);
    span.replaceWith(button);
  }
  for (const li of document.querySelectorAll("#list [data-way]")) { // the button is for the keyboard, the whole card for the hand
    li.addEventListener("click", (event) => { if (!event.target.closest("button, a, summary, input, q") && S.way !== Number(li.dataset.way)) choose({ way: Number(li.dataset.way) }); });
  }
  for (const span of document.querySelectorAll("#list [data-node]")) {
    const button = el("button", { type: "button", class: span.className, "data-node": span.dataset.node, onclick: () => choose({ node: span.dataset.node }, true) });
    button.append(...span.childNodes);
    span.replaceWith(button);
  }
  for (const p of document.querySelectorAll("#list [data-wire]")) {
    const button = el("button", { type: "button", class: p.className, "data-wire": p.dataset.wire, onclick: () => choose({ wire: p.dataset.wire }, true) });
    button.append(...p.childNodes);
    p.replaceWith(button);
  }
}

// Search: every word typed begins a word of the name, or stands in it.
function find(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const c of D.cards) {
    const text = c.search;
    if (!words.every((w) => text.includes(w))) continue;
    const whole = words.join(" "), label = fold(c.label);
    const score = label === whole ? 0 : text.split(" | ").includes(whole) ? 1 : label.startsWith(whole) ? 2 : new RegExp(`\\b${whole.replace(/[^a-z0-9 ]/g, ".")}`).test(text) ? 3 : 4;
    hits.push([score + (cardShown(c) ? 0 : 10), c]);
  }
  for (const [label, href, search] of window.SITE || []) { // the other pages of the site come after what this one shows
    if (words.every((w) => search.includes(w)) && !D.cards.some((c) => c.kind === "job" && c.label === label)) hits.push([20, { label, href, kind: "job", level: null }]);
  }
  hits.sort((a, b) => a[0] - b[0] || a[1].label.length - b[1].label.length || (a[1].label < b[1].label ? -1 : 1));
  return hits.map((h) => h[1]);
}
function setUpSearch() {
  const input = $("#find"), list = $("#found");
  let hits = [], at = -1;
  const shut = () => { list.hidden = true; $("#no-hit").hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const mark = () => {
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    if (at >= 0 && list.children[at]) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const take = (c) => { if (c.href) { location.href = c.href; return; } shut(); input.value = c.label; choose({ node: c.id }, true); if (net && atlas) seeNode(c.id, 0.9); };
  const show = () => {
    hits = find(input.value);
    list.replaceChildren(...hits.slice(0, 12).map((c, i) => {
      const li = el("li", { role: "option", id: `hit${i}`, "aria-selected": "false", class: `node k-${c.kind} v-${levelKey(c.level)}` }, named(c.label));
      li.addEventListener("pointerdown", (event) => { event.preventDefault(); take(c); });
      return li;
    }));
    at = hits.length ? 0 : -1;
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
    say(input.value.trim() ? (hits.length ? t("found", [], hits.length) : t("found-none")) : "");
    input.classList.toggle("none", Boolean(input.value.trim()) && !hits.length);
    $("#no-hit").hidden = !input.classList.contains("none");
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value) show(); });
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) show();
      const many = list.children.length;
      if (many) at = (at + (event.key === "ArrowDown" ? 1 : many - 1)) % many;
      mark(); event.preventDefault();
    } else if (event.key === "Enter") { if (list.hidden) show(); if (hits[at]) take(hits[at]); event.preventDefault(); }
    else if (event.key === "Escape") { if (!list.hidden) { shut(); event.preventDefault(); event.stopPropagation(); } }
  });
}

// Filters: what is left out stays as a ghost, so that nothing jumps.
function setUpFilters() {
  const form = $("#filters");
  const present = {
    kind: ["class", "diploma", "job", "level"].filter((k) => D.cards.some((c) => c.kind === k)),
    level: ["3", "4", "5", "6", "7", "8"].filter((k) => D.cards.some((c) => levelKey(c.level) === k)),
    basis: ["stated", "field", "scheme"].filter((k) => [...wires.values()].some((w) => w.basis === k)),
    way: ["apprenticeship", "school", "both"].filter((k) => [...wires.values()].some((w) => wayKey(w.app) === k)),
  };
  const word = { kind: (k) => t(k), level: (k) => t(`niveau.${k}`), basis: (k) => t(`basis.${k}`), way: (k) => t(`way.${k}`) };
  form.replaceChildren(...Object.entries(present).map(([name, keys]) => el("fieldset", {}, el("legend", {}, t(`filter-${name}`)),
    keys.map((k) => el("label", {}, el("input", {
      type: "checkbox", name, value: k, checked: !S.off[name].has(k),
      onchange: (event) => { S.off[name][event.target.checked ? "delete" : "add"](k); filtered(); },
    }), " ", word[name](k))))), el("button", { type: "button", onclick: () => { Object.values(S.off).forEach((s) => s.clear()); setUpFilters(); filtered(); } }, t("filter-reset")));
}
function filtered() {
  const shown = D.cards.filter(cardShown).length;
  const some = Object.values(S.off).some((s) => s.size);
  const told = D.ways.length ? t("shown", [D.ways.filter(wayShown).length, D.ways.length]) : t("shown", [shown, D.cards.length]);
  say(told);
  $("#shown").textContent = some ? ` · ${told}` : "";
  $("#b-filter").classList.toggle("on", some);
  fillTree();
  // What is left out is chosen no more: the first route that is left stands in its place.
  const way = S.way !== null && !wayShown(D.ways[S.way]) ? D.ways.findIndex(wayShown) : S.way;
  choose({
    way: way === -1 ? null : way,
    node: S.node && cardShown(cards.get(S.node)) ? S.node : null,
    wire: S.wire && wireShown(wires.get(S.wire)) ? S.wire : null,
  });
}
function setUpLegend() {
  const kinds = ["class", "diploma", "job", "level"].filter((k) => D.cards.some((c) => c.kind === k));
  const levels = ["none", "3", "4", "5", "6", "7", "8"].filter((k) => D.cards.some((c) => levelKey(c.level) === k && (c.kind === "diploma" || c.kind === "level")));
  const bases = ["stated", "field", "scheme"].filter((k) => [...wires.values()].some((w) => w.basis === k));
  const ways = [...wires.values()];
  $("#legend > div").replaceChildren(
    el("ul", {}, kinds.map((k) => el("li", {}, el("i", { class: `key key-${k}` }), t(k)))),
    el("ul", {}, levels.map((k) => el("li", {}, el("i", { class: `key key-box v-${k}` }), t(`niveau.${k}`)))),
    el("ul", {}, bases.map((k) => el("li", {}, el("i", { class: `key key-line b-${k}` }), t(`basis.${k}`))),
      ways.some((w) => w.app === true) ? el("li", {}, el("i", { class: "key key-mark app" }, t("mark.apprenticeship")), t("way.apprenticeship")) : "",
      ways.some((w) => w.app === false) ? el("li", {}, el("i", { class: "key key-mark" }, t("mark.school")), t("way.school")) : "",
      D.ways.length ? el("li", {}, el("i", { class: "key key-line chosen" }), t("legend.chosen")) : "",
      atlas ? el("li", {}, t("legend.edges")) : ""),
  );
}

// Keys on the canvas: along the links, and up and down a column.
function nextCard(key) {
  const c = cards.get(S.cursor);
  const across = key === "ArrowRight" || key === "ArrowLeft";
  const side = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const far = (o) => Math.hypot(o.x - c.x, o.y - c.y);
  let near = [];
  if (across) {
    const linked = [...outof.get(c.id), ...into.get(c.id)].filter(wireShown).map((w) => cards.get(w.source === c.id ? w.target : w.source));
    near = linked.filter((o) => (o.x - c.x) * side > 1);
    if (S.way !== null) { const on = near.filter((o) => D.ways[S.way].nodes.includes(o.id)); if (on.length) near = on; }
  } else near = D.cards.filter((o) => cardShown(o) && Math.abs(o.x - c.x) < 5 && (o.y - c.y) * side > 1);
  if (!near.length && across && atlas) near = D.cards.filter((o) => cardShown(o) && (o.x - c.x) * side > 1);
  return near.sort((a, b) => far(a) - far(b))[0];
}
function setUpKeys() {
  const canvas = $("#canvas");
  canvas.addEventListener("focus", () => {
    S.onCanvas = true;
    if (!S.cursor) S.cursor = D.focus.find((i) => cards.has(i)) || ids[0];
    say(`${cards.get(S.cursor).label}, ${tagOf(cards.get(S.cursor))}`); net.redraw();
  });
  canvas.addEventListener("blur", () => { S.onCanvas = false; net.redraw(); });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = nextCard(event.key);
      if (next) { S.cursor = next.id; seeNode(next.id); say(`${next.label}, ${tagOf(next)}`); net.redraw(); }
    } else if (event.key === "Enter" || event.key === " ") choose({ node: S.cursor }, true);
    else if (event.key === "+" || event.key === "=") zoomBy(1.25);
    else if (event.key === "-") zoomBy(0.8);
    else if (event.key === "0") seeAll(false, "all");
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (S.node || S.wire) { const back = S.node; choose({}); ($(`#list [data-node="${CSS.escape(back || "")}"]`) && !atlas ? $("#canvas") : $("#canvas")).focus(); }
    else if (!$("#filters").hidden) { toggleFilters(); $("#b-filter").focus(); }
  });
}
function toggleFilters() {
  $("#filters").hidden = !$("#filters").hidden;
  $("#b-filter").setAttribute("aria-expanded", String(!$("#filters").hidden));
}

// What is chosen stands in the address, so that it can be sent.
let writing = "";
function writeFragment() {
  const parts = [];
  if (S.way !== null) parts.push(`r=${S.way + 1}`);
  if (S.node) parts.push(`n=${encodeURIComponent(S.node)}`);
  if (S.wire) parts.push(`l=${encodeURIComponent(S.wire)}`);
  for (const [name, off] of Object.entries(S.off)) if (off.size) parts.push(`${name}=${[...off].sort().join(",")}`);
  if (S.lang !== D.lang) parts.push(`lang=${S.lang}`);
  writing = `#${parts.join("&")}`;
  if (location.hash === writing || (writing === "#" && !location.hash)) return;
  try { history.replaceState(null, "", writing); } catch { /* in the frame of a notebook a page has no address of its own */ }
}
function readFragment() {
  const at = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(S.off)) {
    S.off[name] = new Set((at.get(name) || "").split(",").filter((k) => has(name === "level" ? `niveau.${k}` : name === "kind" ? k : `${name}.${k}`)));
  }
  if (Object.hasOwn(D.words, at.get("lang"))) S.lang = at.get("lang");
  const way = at.has("r") ? Number(at.get("r")) - 1 : at.has("n") || at.has("l") || !D.ways.length ? null : 0;
  return { way: D.ways[way] ? way : null, node: at.get("n"), wire: at.get("l") };
}

function speak(lang) {
  S.lang = lang;
  document.documentElement.lang = lang;
  const fill = (e, key) => t(key, e.dataset.args ? JSON.parse(e.dataset.args) : [], e.dataset.n === undefined ? undefined : Number(e.dataset.n));
  document.querySelectorAll("[data-t]").forEach((e) => { e.textContent = fill(e, e.dataset.t); });
  document.querySelectorAll("[data-t-aria]").forEach((e) => e.setAttribute("aria-label", t(e.dataset.tAria)));
  document.querySelectorAll("[data-t-place]").forEach((e) => { e.placeholder = t(e.dataset.tPlace); });
  $("#b-lang").lang = lang === "fr" ? "en" : "fr";
  document.querySelectorAll("[data-titles]").forEach((e) => { e.textContent = JSON.parse(e.dataset.titles)[lang]; });
  document.title = $("h1").textContent;
  setUpLegend(); setUpFilters(); fillTree(); showPanel(false);
  if (net) net.redraw();
}
function light(dark) {
  S.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readColours();
  looks.clear();
  repaint();
}

// The picture on paper or as a file: all of it, in light colours, whatever the screen shows.
function snapshot(across) {
  const canvas = $("#canvas"), box = extent(), before = { position: net.getViewPosition(), scale: net.getScale() };
  const aspect = (box.b - box.top + 60) / (box.r - box.l + 60), was = document.documentElement.dataset.theme, ratio = devicePixelRatio || 1;
  const wide = Math.min(across, 5000) / ratio, grown = Math.max(1, Math.min(2.4, wide / (box.r - box.l + 48)));
  const high = Math.min(wide * Math.max(aspect, 0.2) + HEAD * grown, 6000 / ratio);
  exporting = true; K = grown;
  const closed = !$("#picture").classList.contains("open");
  $("#picture").classList.add("open");
  document.documentElement.dataset.theme = "light"; readColours(); looks.clear();
  canvas.style.width = `${wide}px`; canvas.style.height = `${high}px`; canvas.style.position = "absolute";
  net.setSize(`${wide}px`, `${high}px`); net.redraw();
  const over = S.over, held = S.onCanvas; S.over = null; S.onCanvas = false;
  lookAt(box, 0.01, 4); repaint();
  const shot = document.createElement("canvas"), from = canvas.querySelector("canvas");
  shot.width = from.width; shot.height = from.height; shot.getContext("2d").drawImage(from, 0, 0);
  S.over = over; S.onCanvas = held;
  canvas.removeAttribute("style");
  if (was) document.documentElement.dataset.theme = was; else delete document.documentElement.dataset.theme;
  readColours(); looks.clear();
  K = 1;
  net.setSize("100%", "100%"); net.redraw(); net.moveTo({ ...before, animation: false }); repaint();
  exporting = false;
  if (closed) $("#picture").classList.remove("open");
  return shot;
}
function savePicture() {
  const shot = snapshot(2400), sheet = document.createElement("canvas"), ctx = sheet.getContext("2d");
  sheet.width = shot.width; sheet.height = shot.height + 170;
  ctx.fillStyle = "#fff"; ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = "#16202c"; ctx.font = `700 44px ${FONT}`; ctx.textBaseline = "middle";
  ctx.fillText($("h1").textContent, 36, 52, sheet.width - 72);
  ctx.drawImage(shot, 0, 100);
  ctx.font = `400 24px ${FONT}`; ctx.fillText($("footer").textContent.trim(), 36, sheet.height - 34, sheet.width - 72);
  sheet.toBlob((blob) => {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: `${fold($("h1").textContent).replace(/[^a-z0-9]+/g, "-").slice(0, 60)}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }, "image/png");
}
function toPaper() {
  const paper = $("#paper"), shot = snapshot(2200);
  paper.width = shot.width; paper.height = shot.height;
  paper.getContext("2d").drawImage(shot, 0, 0);
  paper.style.aspectRatio = `${shot.width} / ${shot.height}`;
  const html = document.documentElement;
  $("#legend").dataset.was = $("#legend").open ? "1" : "";
  $("#legend").open = true;
  html.dataset.was = html.dataset.theme || "";
  html.dataset.theme = "light";
  html.style.removeProperty("--fit");
  html.classList.add("paper"); // from here on as on a sheet: measured, then made to fit it
  const room = 1030;
  for (let fit = 1, i = 0; i < 6; i++) {
    const high = document.body.getBoundingClientRect().height;
    if (high <= room) break;
    fit *= Math.max(0.7, Math.min(0.97, room / high));
    html.style.setProperty("--fit", String(fit));
  }
}
function fromPaper() {
  const html = document.documentElement;
  html.classList.remove("paper");
  html.style.removeProperty("--fit");
  if (html.dataset.was) html.dataset.theme = html.dataset.was; else delete html.dataset.theme;
  $("#legend").open = Boolean($("#legend").dataset.was);
  readColours(); repaint();
}

function start() {
  document.documentElement.classList.replace("plain", "live");
  $(".tools").hidden = false; $("#picture").hidden = false;
  S.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => light(event.matches));
  if (innerWidth < 1000) $("#legend").open = false;
  upgrade();
  const first = readFragment();
  S.way = first.way;
  setUpLegend(); setUpFilters(); setUpSearch(); fillTree();
  begin();
  setUpKeys();
  if (window.top !== window.self) $("#b-share").hidden = $("#b-print").hidden = true; // a sandboxed frame may neither copy nor print
  $("#b-picture").addEventListener("click", () => {
    const open = $("#picture").classList.toggle("open");
    $("#b-picture").setAttribute("aria-expanded", String(open));
    if (open) { net.setSize("100%", "100%"); net.redraw(); seeAll(true); }
  });
  $("#b-filter").addEventListener("click", toggleFilters);
  $("#b-in").addEventListener("click", () => zoomBy(1.3));
  $("#b-out").addEventListener("click", () => zoomBy(1 / 1.3));
  $("#b-all").addEventListener("click", () => seeAll(false, "all"));
  $("#b-print").addEventListener("click", () => window.print());
  $("#b-png").addEventListener("click", savePicture);
  $("#b-theme").addEventListener("click", () => light(!S.dark));
  $("#b-lang").addEventListener("click", () => { speak(S.lang === "fr" ? "en" : "fr"); writeFragment(); });
  $("#b-share").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(location.href); say(t("shared")); } catch { say(t("share-failed")); }
    $("#said").classList.add("seen"); setTimeout(() => $("#said").classList.remove("seen"), 2500);
  });
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
  addEventListener("hashchange", () => { if (location.hash !== writing) choose(readFragment()); });
  if (S.lang !== D.lang) speak(S.lang);
  choose(first);
  // For who scripts the page: where a node stands in the window, and the years on a link.
  window.pathways = {
    placeOf: (id) => {
      const c = cards.get(id), box = $("#canvas").getBoundingClientRect(), at = net.canvasToDOM({ x: c.x, y: c.y });
      return { x: box.left + at.x, y: box.top + at.y, w: c.w * net.getScale(), h: c.h * net.getScale() };
    },
    linkPlace: (id) => {
      const n = D.nodes.find((o) => o.id === `y:${id}`), box = $("#canvas").getBoundingClientRect(), at = net.canvasToDOM({ x: n.x, y: n.y });
      return { x: box.left + at.x, y: box.top + at.y };
    },
  };
  const drawn = () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); };
  if ($("#canvas").clientWidth) { net.once("afterDrawing", drawn); net.redraw(); } else drawn(); // on a phone it opens on demand
}
start();
