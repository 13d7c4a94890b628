// The whole graph: thousands of bars on shelves (a row a field, a column a level); links appear around what is chosen.
function paintBar(ctx, c) {
  const scale = net ? net.getScale() : 0.1;
  const dim = !cardShown(c) ? 0.06 : E && !E.nodes.has(c.id) ? 0.13 : 1;
  const colour = colourOf(c), on = E && E.nodes.has(c.id);
  ctx.globalAlpha = dim;
  ctx.fillStyle = colour;
  const l = c.x - c.w / 2, top = c.y - c.h / 2;
  if (c.w * scale < 60) {
    ctx.fillRect(l, top, c.w, c.h);
  } else {
    ctx.fillStyle = C.card; ctx.fillRect(l, top, c.w, c.h);
    ctx.fillStyle = colour; ctx.fillRect(l, top, 6, c.h);
    if (c.kind === "job") ctx.fillRect(l + c.w - 6, top, 6, c.h);
    if (!c.lines) c.lines = fitLines(ctx, c.label, c.w - 22);
    ctx.fillStyle = C.ink; ctx.font = `500 11px ${FONT}`; ctx.textAlign = "left"; ctx.textBaseline = "middle";
    const step = Math.min(12, (c.h - 2) / c.lines.length), size = Math.min(11, step);
    if (size < 11) ctx.font = `500 ${size}px ${FONT}`;
    c.lines.forEach((line, i) => ctx.fillText(line, l + 11, c.y + (i - (c.lines.length - 1) / 2) * step, c.w - 18));
  }
  if (on || c.id === S.over || (S.onCanvas && c.id === S.cursor)) {
    ctx.globalAlpha = 1;
    ctx.strokeStyle = c.id === S.node ? C.accent : on ? colour : C.focus;
    ctx.lineWidth = Math.max(2, (c.id === S.node ? 3 : 1.5) / scale);
    ctx.strokeRect(l, top, c.w, c.h);
  }
  ctx.globalAlpha = 1;
}
function fitLines(ctx, label, room) {
  ctx.font = `500 11px ${FONT}`;
  const lines = [];
  let line = "";
  for (const word of label.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && ctx.measureText(longer).width > room) { lines.push(line); line = word; } else line = longer;
    if (lines.length > 11) break;
  }
  lines.push(line);
  return lines.slice(0, 12);
}
function paintRows(ctx) {
  const l = D.bands[0].left - 14, r = D.bands[D.bands.length - 1].right + 14;
  ctx.strokeStyle = C.line; ctx.globalAlpha = 0.35; ctx.lineWidth = 1 / net.getScale();
  for (const row of D.rows) { ctx.beginPath(); ctx.moveTo(l, row.top - 10); ctx.lineTo(r, row.top - 10); ctx.stroke(); }
  ctx.globalAlpha = 1;
}
function paintRowNames(ctx, scale, centre) {
  const wide = ctx.canvas.clientWidth, high = ctx.canvas.clientHeight;
  ctx.textAlign = "left"; ctx.textBaseline = "middle"; ctx.font = `700 11px ${FONT}`;
  let free = HEAD;
  for (const row of D.rows) {
    const top = (row.top - 10 - centre.y) * scale + high / 2, bottom = (row.bottom - centre.y) * scale + high / 2;
    if (bottom < HEAD || top > high) continue;
    const own = Math.max(top + 9, HEAD + 8), y = Math.max(own, free);
    if (y - own > 15 || bottom - top < 6) continue;
    free = y + 15;
    const label = row.label || t("no-domain"), width = Math.min(ctx.measureText(label).width, wide / 3) + 12;
    ctx.globalAlpha = 0.9; ctx.fillStyle = C.page; ctx.fillRect(3, y - 8, width, 16);
    ctx.globalAlpha = 1; ctx.fillStyle = C.ink; ctx.fillText(label, 9, y, wide / 3);
  }
}
// vis-network draws the links of what is chosen, and only those.
function repaintAtlas() {
  const wanted = [];
  if (E) {
    for (const id of [...E.wires].slice(0, 600)) {
      const w = wires.get(id);
      wanted.push({
        id: `s:${id}:0`, from: `n:${w.source}`, to: `n:${w.target}`, width: 2, arrows: { to: { enabled: true, scaleFactor: 0.6 } },
        dashes: w.basis === "stated" ? false : w.basis === "field" ? [9, 6] : [3, 5],
        color: { color: C.accent, opacity: 0.7 }, scaling: {},
      });
    }
  }
  edgeSet.clear();
  if (wanted.length) edgeSet.add(wanted);
  net.redraw();
}
// The list beside it, as a tree that opens row by row: all of it can be reached without the picture.
function fillTree() {
  const tree = $("#tree");
  if (!tree) return;
  tree.replaceChildren(...D.rows.map((row) => {
    const list = D.cards.filter((c) => c.row === row.n && cardShown(c));
    if (!list.length) return "";
    const box = el("details", {}, el("summary", {}, row.label || t("no-domain"), ` (${list.length})`));
    box.addEventListener("toggle", () => {
      if (box.open && box.children.length === 1) box.append(el("ul", { class: "nodes" }, list.map((c) => el("li", {}, nodeButton(c.id)))));
    });
    return box;
  }).filter((x) => x !== ""));
}
