// The canvas: how vis-network is told to paint cards, years, columns; where the eye is taken.
let net = null, edgeSet = null, waiting = [], C = {}, exporting = false, K = 1; // K: how much larger the head of a file or a sheet is
const HEAD = 46, FAR = 0.3, READABLE = 0.85; // READABLE: text of 13 pixels is 11 on the screen
const still = matchMedia("(prefers-reduced-motion: reduce)");
const atlas = D.mode === "atlas";

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const at = (name) => style.getPropertyValue(`--${name}`).trim();
  C = { level: {} };
  for (const n of ["page", "band", "ink", "muted", "line", "card", "accent", "accent-soft", "job", "class", "any", "pill", "focus"]) C[n] = at(n);
  for (const n of ["none", "0", "3", "4", "5", "6", "7", "8"]) C.level[n] = at(`level-${n}`);
}
const colourOf = (c) =>
  c.kind === "job" ? C.job : c.kind === "class" ? C.class : C.level[levelKey(c.level)] || C.level.none;

// Shape tells the kind: school year, a box with a pointed end; diploma, rounded; job, six sides; any of a level, dashed.
function outline(ctx, c, x, y, w, h) {
  const l = x - w / 2, r = x + w / 2, top = y - h / 2, b = y + h / 2, p = 9;
  ctx.beginPath();
  if (c.kind === "class") {
    ctx.moveTo(l, top); ctx.lineTo(r - p, top); ctx.lineTo(r, y); ctx.lineTo(r - p, b); ctx.lineTo(l, b);
  } else if (c.kind === "job") {
    ctx.moveTo(l + p, top); ctx.lineTo(r - p, top); ctx.lineTo(r, y); ctx.lineTo(r - p, b); ctx.lineTo(l + p, b); ctx.lineTo(l, y);
  } else {
    ctx.roundRect(l, top, w, h, 9);
    return; // closed already: closing it again would draw a dot
  }
  ctx.closePath();
}

function alphaOf(id, c) {
  if (!cardShown(c)) return 0.1;
  if (!E || E.nodes.has(id)) return 1;
  return E.hard ? 0.2 : 0.75;
}

function paintCard(ctx, c) {
  const { x, y, w, h } = c, on = E && E.nodes.has(c.id), colour = colourOf(c);
  const chosen = c.id === S.node;
  ctx.globalAlpha = alphaOf(c.id, c);
  outline(ctx, c, x, y, w, h);
  if (net && net.getScale() < FAR && !exporting) { // too small to read: a block of its colour
    ctx.fillStyle = colour; ctx.fill();
    if (on || c.id === S.over) { ctx.strokeStyle = C.accent; ctx.lineWidth = 2.5 / net.getScale(); ctx.stroke(); }
    ctx.globalAlpha = 1;
    return;
  }
  ctx.fillStyle = C.card;
  ctx.fill();
  ctx.save();
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.fillRect(x - w / 2, y - h / 2, c.kind === "job" ? w : 8, c.kind === "job" ? 6 : h);
  if (c.kind === "job") ctx.fillRect(x - w / 2, y + h / 2 - 6, w, 6);
  ctx.restore();
  outline(ctx, c, x, y, w, h);
  ctx.setLineDash(c.kind === "level" ? [6, 4] : []);
  ctx.strokeStyle = on ? (S.way !== null && !S.node && !S.wire ? C.accent : colour) : colour;
  ctx.lineWidth = chosen ? 4 : on ? 3 : 1.4;
  ctx.stroke();
  ctx.setLineDash([]);
  if (S.onCanvas && c.id === S.cursor || c.id === S.over) {
    outline(ctx, c, x, y, w + 12, h + 12);
    ctx.strokeStyle = C.focus; ctx.lineWidth = c.id === S.over ? 1.5 : 3;
    ctx.stroke();
  }
  const left = x - w / 2 + 17, room = w - 26;
  let at = y - (c.lines.length * 16 + 16) / 2 + 12;
  ctx.textAlign = "left"; ctx.textBaseline = "alphabetic";
  ctx.font = `600 13px ${FONT}`; ctx.fillStyle = C.muted;
  ctx.fillText(tagOf(c), left, at, room);
  ctx.font = `${on ? 600 : 500} 13px ${FONT}`; ctx.fillStyle = C.ink;
  for (const line of c.lines) { at += 16; ctx.fillText(line, left, at, room); }
  ctx.globalAlpha = 1;
}
const FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";
function tagOf(c) {
  const parts = [];
  if (c.kind === "job" || c.kind === "class") parts.push(t(c.kind));
  else if (c.level) parts.push(t(`niveau.${c.level}`));
  if (c.kind === "diploma" && c.years) parts.push(t("years", [], c.years));
  return parts.join(" · ");
}

function paintYears(ctx, w, x, y) {
  if (net && net.getScale() < FAR && !exporting) return;
  const on = E && E.wires.has(w.id), shown = wireShown(w);
  ctx.globalAlpha = !shown ? 0.08 : !E || on ? 1 : E.hard ? 0.15 : 0.7;
  const width = w.app === null ? 46 : 66;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 9.5, width, 19, 9);
  ctx.fillStyle = on ? C.accent : C.pill;
  ctx.fill();
  ctx.strokeStyle = on ? C.accent : C.line; ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = on ? C.page : C.ink;
  ctx.font = `600 13px ${FONT}`; ctx.textAlign = "center"; ctx.textBaseline = "middle";
  ctx.fillText(w.years ? t("years", [], w.years) : "0", x - (w.app === null ? 0 : 9), y + 0.5, 42);
  if (w.app !== null) {
    ctx.beginPath(); ctx.arc(x + width / 2 - 11, y, 8, 0, 2 * Math.PI);
    ctx.fillStyle = w.app ? C.job : C.class; ctx.fill();
    ctx.fillStyle = C.page; ctx.font = `700 13px ${FONT}`;
    ctx.fillText(t(w.app ? "mark.apprenticeship" : "mark.school"), x + width / 2 - 11, y + 0.5);
  }
  ctx.globalAlpha = 1;
}

function wireLook(w) {
  const on = E && E.wires.has(w.id), shown = wireShown(w);
  const opacity = !shown ? 0.05 : !E ? (D.wires.length > 70 ? 0.6 : 0.85) : on ? 1 : E.hard ? 0.1 : D.wires.length > 70 ? 0.3 : 0.7;
  return { width: on ? 3.5 : w.basis === "stated" ? 1.7 : 1.5, color: { color: on ? C.accent : C.line, opacity } };
}
const looks = new Map();
function repaint() {
  E = emphasis();
  if (!net) return;
  if (atlas) return repaintAtlas();
  const changed = [];
  for (const w of wires.values()) {
    const look = wireLook(w), key = `${look.width}${look.color.color}${look.color.opacity}`;
    if (looks.get(w.id) === key) continue;
    looks.set(w.id, key);
    for (const id of pieces.get(w.id) || []) changed.push({ id, ...look });
  }
  if (changed.length) edgeSet.update(changed);
  net.redraw();
}

const pieces = new Map();
function renderer({ ctx, id, x, y }) {
  const kind = id[0], name = id.slice(2);
  if (kind === "n") {
    const c = cards.get(name);
    return { drawNode: () => (atlas ? paintBar : paintCard)(ctx, c), nodeDimensions: { width: c.w, height: c.h } };
  }
  if (kind === "y") {
    const w = wires.get(name.split(":")[0]);
    return { drawNode: () => paintYears(ctx, w, x, y), nodeDimensions: { width: w.app === null ? 46 : 66, height: 18 } };
  }
  return { drawNode: () => {}, nodeDimensions: { width: 0.5, height: 0.5 } };
}

function columnTitle(b) {
  if (b.time === null) return t("jobs-column");
  if (b.byLevel) return t(`niveau.${b.levels.length ? b.levels[0] : b.time < 0 ? "none" : 0}`);
  if (b.time === 0) return D.ways.length ? t("start") : D.focus.length && D.focus.every((i) => cards.get(i).kind === "job") ? t("just-before") : t("here");
  return b.time > 0 ? t("after", [], b.time) : t("before", [], -b.time);
}
function paintBands(ctx) {
  if (exporting) {
    ctx.save(); ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = C.page; ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height); ctx.restore();
  }
  ctx.fillStyle = C.band;
  D.bands.forEach((b) => { ctx.fillRect(b.left - 14, -1e5, b.right - b.left + 28, 2e5); });
  if (atlas) paintRows(ctx);
  for (const n of waiting) paintBar(ctx, cards.get(n.id.slice(2)));
}
function paintHead(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth, scale = net.getScale(), centre = net.getViewPosition();
  const wide = ctx.canvas.clientWidth, tall = (HEAD - 4) * K;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = C.page; ctx.globalAlpha = 0.94;
  ctx.fillRect(0, 0, wide, tall);
  ctx.globalAlpha = 1; ctx.textAlign = "center"; ctx.textBaseline = "middle";
  for (const b of D.bands) {
    const l = (b.left - 14 - centre.x) * scale + wide / 2, r = (b.right + 14 - centre.x) * scale + wide / 2;
    if (r < 0 || l > wide) continue;
    ctx.fillStyle = C.band; ctx.fillRect(l, 0, r - l, tall);
    const x = (Math.max(l, 0) + Math.min(r, wide)) / 2, room = r - l + (atlas ? 0 : 30 * K);
    ctx.font = `700 ${13 * K}px ${FONT}`; ctx.fillStyle = C.ink;
    let title = columnTitle(b);
    if (ctx.measureText(title).width > room && b.time && !b.byLevel) title = (b.time > 0 ? "+" : "−") + figure(Math.abs(b.time));
    const levels = b.byLevel || b.time === null ? "" : b.levels.map((n) => t(`niveau.${n}`)).join(", ");
    if (ctx.measureText(title).width <= room * (atlas ? 1.8 : 1)) ctx.fillText(title, x, (levels ? 14 : 21) * K, room);
    ctx.font = `500 ${11 * K}px ${FONT}`; ctx.fillStyle = C.muted;
    if (levels && ctx.measureText(levels).width <= room) ctx.fillText(levels, x, 31 * K);
  }
  ctx.strokeStyle = C.line; ctx.globalAlpha = 0.4; ctx.lineWidth = 1;
  ctx.beginPath(); ctx.moveTo(0, tall); ctx.lineTo(wide, tall); ctx.stroke();
  if (atlas) paintRowNames(ctx, scale, centre);
  ctx.restore();
}

function boxOf(names) {
  let l = 1e9, r = -1e9, top = 1e9, b = -1e9;
  for (const n of names) {
    const c = cards.get(n);
    l = Math.min(l, c.x - c.w / 2); r = Math.max(r, c.x + c.w / 2);
    top = Math.min(top, c.y - c.h / 2); b = Math.max(b, c.y + c.h / 2);
  }
  return { l, r, top, b };
}
function extent() {
  const box = boxOf(ids);
  for (const [, y] of D.reach) { box.top = Math.min(box.top, y); box.b = Math.max(box.b, y); }
  return box;
}
function lookAt(box, least, most, from) {
  const side = atlas && $("#canvas").clientWidth > 560 ? 285 : 0, edge = side ? 60 : 0; // room for the names of the rows
  const wide = $("#canvas").clientWidth - side - edge, high = $("#canvas").clientHeight - HEAD * K;
  const fitting = Math.min(wide / (box.r - box.l + 48), high / (box.b - box.top + 40));
  const scale = Math.max(least, Math.min(most, fitting));
  let x = (box.l + box.r) / 2, y = (box.top + box.b) / 2;
  if (from && fitting < scale) {
    if ((box.r - box.l + 48) * scale > wide) {
      const half = wide / 2 / scale; // what it is about in the middle, and no empty side
      x = Math.min(Math.max(from.x === undefined ? box.l : from.x, box.l - 20 + half), box.r + 20 - half);
    }
    if ((box.b - box.top + 40) * scale > high) y = Math.max(from.y, box.top - 20 + high / 2 / scale);
  }
  net.moveTo({ position: { x: x - (side - edge) / 2 / scale, y: y - (HEAD * K) / 2 / scale }, scale, animation: still.matches || exporting || !from || from.quick ? false : { duration: 300 } });
}
function seeAll(quick, seen) {
  if (atlas) return lookAt(extent(), 0.01, 1, { y: 0, quick });
  const about = cards.get(D.focus[0] || ids[0]);
  return lookAt(extent(), seen === "all" ? 0.01 : READABLE, 1.25, { x: D.ways.length ? undefined : about.x, y: about.y - $("#canvas").clientHeight / 3, quick });
}
function seeNode(id, scale) {
  const c = cards.get(id), now = net.getScale();
  const to = scale || Math.max(now, atlas ? 0.9 : 0.6);
  const position = { x: c.x + (atlas ? 0 : 0), y: c.y - HEAD / 2 / to };
  const view = net.getViewPosition(), wide = $("#canvas").clientWidth, high = $("#canvas").clientHeight;
  const sx = (c.x - view.x) * now + wide / 2, sy = (c.y - view.y) * now + high / 2;
  const covered = $("#panel").hidden || innerWidth < 700 ? 0 : 340;
  if (to === now && sx > 90 && sx < wide - 90 - covered && sy > HEAD + 40 && sy < high - 40) return;
  position.x += covered / 2 / to;
  net.moveTo({ position, scale: to, animation: still.matches ? false : { duration: 300 } });
}
const zoomBy = (k) => net.moveTo({ scale: Math.max(0.01, Math.min(3, net.getScale() * k)), animation: false });

function begin() {
  readColours();
  E = emphasis();
  for (const e of D.edges) {
    const wire = e.id.split(":")[1], look = wireLook(wires.get(wire));
    Object.assign(e, look);
    looks.set(wire, `${look.width}${look.color.color}${look.color.opacity}`);
    if (!pieces.has(wire)) pieces.set(wire, []);
    pieces.get(wire).push(e.id);
  }
  for (const n of D.nodes) { n.ctxRenderer = renderer; delete n.label; } // labels are painted by `renderer`: vis-network need not measure them
  edgeSet = new vis.DataSet(D.edges);
  const nodeSet = new vis.DataSet(atlas ? [] : D.nodes);
  if (atlas) waiting = D.nodes.slice();
  net = new vis.Network($("#canvas"), { nodes: nodeSet, edges: edgeSet }, D.options);
  const addMore = () => { // thousands of nodes take vis-network seconds: all are painted at once, and handed over in turns
    const some = waiting.splice(0, 1000);
    if (!some.length) { document.documentElement.dataset.ready = "1"; return; }
    nodeSet.add(some);
    setTimeout(addMore, 0);
  };
  if (atlas) setTimeout(addMore, 60); else document.documentElement.dataset.ready = "1";
  net.on("beforeDrawing", paintBands);
  net.on("afterDrawing", paintHead);
  net.on("click", ({ nodes, edges }) => {
    if (nodes.length && nodes[0][0] === "n") return choose({ node: nodes[0].slice(2) });
    const piece = nodes.length ? nodes[0] : edges[0];
    if (piece) return choose({ wire: piece.split(":")[1] });
    return choose({});
  });
  net.on("hoverNode", ({ node }) => { S.over = node[0] === "n" ? node.slice(2) : null; $("#canvas").classList.add("hand"); net.redraw(); });
  net.on("blurNode", () => { S.over = null; $("#canvas").classList.remove("hand"); net.redraw(); });
  net.on("hoverEdge", () => $("#canvas").classList.add("hand"));
  net.on("blurEdge", () => $("#canvas").classList.remove("hand"));
  seeAll(true);
  let width = $("#canvas").clientWidth;
  net.on("resize", () => {
    if (exporting) return;
    const now = $("#canvas").clientWidth;
    if (Math.abs(now - width) > 40) { width = now; setTimeout(() => seeAll(true), 0); }
  });
}
