// The panel: the facts of a node or a link, its conditions, the sentence that states it, the link to Onisep.
function nodeButton(id) {
  const c = cards.get(id);
  return el("button", { type: "button", class: `node k-${c.kind} v-${levelKey(c.level)}`, "data-node": id, onclick: () => choose({ node: id }, true) }, named(c.label));
}
function fact(list, key, value) {
  if (value === null || value === undefined || value === "" || value.length === 0) return;
  list.append(el("dt", {}, t(key)), el("dd", {}, value));
}
function outside(url) {
  return url ? el("p", {}, el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, t("fiche-link"), " ↗")) : "";
}
function proofView([fiche, label, section, url, text]) {
  const where = section === "scheme" ? t("rule")
    : t("fiche-of", [label, has(`section.${section}`) ? t(`section.${section}`) : section]);
  return el("div", { class: "proof" }, text ? el("q", { lang: "fr" }, el("bdi", {}, text)) : "", el("p", {}, el("cite", {}, where)), outside(url));
}
function wireRow(w, other) {
  const notes = [years(w.years)];
  if (w.app !== null) notes.push(t(`way.${wayKey(w.app)}`));
  notes.push(...w.conditions.map(condition));
  return el("li", {}, nodeButton(other), " ",
    el("button", { type: "button", class: `move b-${w.basis}`, "data-wire": w.id, onclick: () => choose({ wire: w.id }, true) }, notes.join(" · ")));
}
function wireList(title, list, end) {
  if (!list.length) return "";
  const order = { stated: 0, field: 1, scheme: 2 };
  list = list.filter(wireShown).sort((a, b) => order[a.basis] - order[b.basis] || a.years - b.years || (cards.get(a[end]).label < cards.get(b[end]).label ? -1 : 1));
  if (!list.length) return "";
  const ul = el("ul", { class: "wires" }, list.slice(0, 30).map((w) => wireRow(w, w[end])));
  const box = el("section", {}, el("h3", {}, `${t(title)} (${list.length})`), ul);
  if (list.length > 30) {
    const more = el("button", { type: "button", class: "more", onclick: () => { more.remove(); ul.append(...list.slice(30).map((w) => wireRow(w, w[end]))); } }, t("more", [list.length - 30]));
    box.append(more);
  }
  return box;
}
function waysHere(list) {
  if (!list.length) return "";
  return el("section", {}, el("h3", {}, t("routes-through")), el("p", { class: "chips" },
    list.map((i) => el("button", { type: "button", onclick: () => choose({ way: i }) }, t("route", [i + 1]), ` · ${years(D.ways[i].years)}`))));
}
function nodeView(id) {
  const c = cards.get(id), facts = el("dl");
  fact(facts, "fact.type", c.type);
  if (c.level) fact(facts, "fact.level", t(`niveau.${c.level}`));
  if (c.years && c.kind === "diploma") fact(facts, "fact.duration", t("years", [], c.years));
  fact(facts, "fact.sigle", c.sigle); fact(facts, "fact.code", c.code); fact(facts, "fact.rncp", c.rncp);
  fact(facts, "fact.closed", c.closed);
  fact(facts, "fact.domains", (c.domains || []).join(" ; "));
  fact(facts, "fact.aliases", (c.aliases || []).slice(0, 8).join(" ; "));
  return [
    el("p", { class: `kind k-${c.kind} v-${levelKey(c.level)}` }, tagOf(c) || t(c.kind)),
    el("h2", {}, named(c.label)), outside(c.url), facts,
    waysHere(D.ways.map((w, i) => (w.nodes.includes(id) ? i : -1)).filter((i) => i >= 0)),
    wireList("before-list", into.get(id), "source"), wireList("after-list", outof.get(id), "target"),
  ];
}
function wireView(id) {
  const w = wires.get(id), facts = el("dl");
  fact(facts, "fact.years", years(w.years));
  fact(facts, "fact.way", t(`way.${wayKey(w.app)}`));
  fact(facts, "fact.conditions", w.conditions.length ? w.conditions.map(condition).join(" ; ") : t("conditions.none"));
  fact(facts, "fact.word", el("span", { class: `b-${w.basis}` }, t(`basis.${w.basis}`)));
  fact(facts, "fact.why", w.why);
  fact(facts, "fact.door", w.door);
  fact(facts, "fact.options", w.options.join(" ; "));
  return [
    el("h2", {}, nodeButton(w.source), el("span", { "aria-hidden": "true" }, " → "), nodeButton(w.target)), facts,
    w.proofs.length ? el("section", {}, el("h3", {}, t("word-title")), w.proofs.slice(0, 12).map(proofView)) : "",
    waysHere(w.ways),
  ];
}
function showPanel(focus) {
  const panel = $("#panel");
  const close = el("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => { choose({}); $("#canvas").focus(); } }, el("span", { "aria-hidden": "true" }, "×"));
  if (!S.node && !S.wire) { panel.hidden = true; document.body.classList.remove("with-panel"); return; }
  panel.hidden = false;
  document.body.classList.add("with-panel");
  panel.replaceChildren(close, ...(S.node ? nodeView(S.node) : wireView(S.wire)).filter((x) => x !== ""));
  panel.scrollTop = 0;
  if (focus) panel.focus();
}
