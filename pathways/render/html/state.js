"use strict";
// What the page knows: the data block, unpacked; words; what is chosen; what is left out.
const $ = (selector) => document.querySelector(selector);
const D = JSON.parse($("#data").textContent);
const cards = new Map(D.cards.map((c) => [c.id, c]));
const ids = D.cards.map((c) => c.id);
const wires = new Map(
  D.wires.map(([id, s, t, years, kind, basis, scope, app, conditions, why, door, options, proofs, ways]) => [
    id,
    {
      id, source: ids[s], target: ids[t], years: years || 0, kind: kind || "", basis: basis || "stated",
      scope: scope || "", app: app === undefined ? null : app, conditions: conditions || [], why: why || "",
      door: door || "", options: options || [], proofs: (proofs || []).map((i) => D.proofs[i]), ways: ways || [],
    },
  ]),
);
const into = new Map(ids.map((i) => [i, []]));
const outof = new Map(ids.map((i) => [i, []]));
for (const w of wires.values()) {
  outof.get(w.source).push(w);
  into.get(w.target).push(w);
}
const S = {
  way: null, node: null, wire: null, cursor: null, over: null, lang: D.lang, dark: false, onCanvas: false,
  off: { kind: new Set(), level: new Set(), basis: new Set(), way: new Set() },
};

function t(key, args, n) {
  const words = D.words[S.lang];
  if (n !== undefined) key += (S.lang === "fr" ? n < 2 : n === 1) ? ".one" : ".other";
  let text = words[key] === undefined ? key : words[key];
  (args || []).forEach((a, i) => { text = text.split(`{${i}}`).join(a); });
  return n === undefined ? text : text.split("{n}").join(figure(n));
}
const figure = (n) => (S.lang === "fr" ? String(n).replace(".", ",") : String(n));
const has = (key) => D.words[S.lang][key] !== undefined;
const years = (n) => (n ? t("years", [], n) : t("at-once"));
const condition = (c) => (has(`condition.${c}`) ? t(`condition.${c}`) : c);
const levelKey = (level) => (level === null || level === undefined ? "none" : String(level));
const wayKey = (app) => (app === true ? "apprenticeship" : app === false ? "school" : "both");

function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") e.className = value;
    else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  for (const c of children.flat()) if (c !== null && c !== undefined && c !== "") e.append(c);
  return e;
}
const named = (text) => el("bdi", { lang: "fr" }, text);

// Folded as pathways.text.fold does, as far as a keyboard goes.
const fold = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200f]/g, "")
    .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’‘`´]/g, "'").replace(/[‐-―]/g, "-").trim();

function cardShown(c) {
  return !S.off.kind.has(c.kind) && (c.level === null || c.level === undefined || c.kind === "job"
    ? !S.off.level.has("none") || c.kind === "job" || c.kind === "class"
    : !S.off.level.has(levelKey(c.level)));
}
function wireShown(w) {
  return !S.off.basis.has(w.basis) && !S.off.way.has(wayKey(w.app))
    && cardShown(cards.get(w.source)) && cardShown(cards.get(w.target));
}
const wayShown = (way) => way.wires.every((i) => wireShown(wires.get(i)));

// What the eye is led to: `nodes` and `wires` that stand out; `hard` dims the rest strongly.
function emphasis() {
  const nodes = new Set(), on = new Set();
  if (S.node) {
    nodes.add(S.node);
    for (const w of [...outof.get(S.node), ...into.get(S.node)]) {
      if (!wireShown(w)) continue;
      on.add(w.id); nodes.add(w.source); nodes.add(w.target);
    }
    return { nodes, wires: on, hard: true };
  }
  if (S.wire) {
    const w = wires.get(S.wire);
    return { nodes: new Set([w.source, w.target]), wires: new Set([w.id]), hard: true };
  }
  if (S.way !== null) {
    const way = D.ways[S.way];
    return { nodes: new Set(way.nodes), wires: new Set(way.wires), hard: false };
  }
  return null;
}
let E = null;
