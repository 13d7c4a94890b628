"use strict";
// What stands around the pages, with JavaScript: names completed as one types, forms without their empty fields,
// and a selection that is kept in this browser alone.  Without it all of this is plain forms and links.
(() => {
  const own = document.currentScript.dataset;
  const kinds = JSON.parse(own.kinds);
  const el = (tag, attributes, ...children) => {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
    e.append(...children);
    return e;
  };

  // Names as one types: a combobox with a list (WAI-ARIA), the last answer that was asked for wins.
  const allowed = { from: ["class", "diploma"], via: ["class", "diploma"], to: ["class", "diploma", "job"] };
  const known = new Map();
  let lists = 0;
  function complete(input) {
    const id = `names-${++lists}`;
    const list = el("ul", { id, role: "listbox", class: "names", "aria-label": own.suggestions });
    const said = el("span", { role: "status", class: "away" });
    list.hidden = true;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) input.setAttribute(name, value);
    input.parentElement.classList.add("completed");
    input.after(list, said);
    let found = [], at = -1, timer = 0, asked = null;
    const shut = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = () => {
      [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
    };
    const take = (one) => { input.value = one.kind === "type" ? one.value : one.label; Object.assign(input.dataset, { label: input.value, value: one.value }); shut(); said.textContent = one.label; input.dispatchEvent(new Event("change", { bubbles: true })); };
    const show = (names) => {
      found = names; at = -1;
      list.replaceChildren(...names.map((one, i) => {
        const li = el("li", { role: "option", id: `${id}-${i}`, "aria-selected": "false", class: `node k-${one.kind}` }, el("bdi", { lang: "fr" }, one.label), " ", el("span", { class: "count" }, kinds[one.kind] || ""));
        li.addEventListener("pointerdown", (event) => { event.preventDefault(); take(one); });
        return li;
      }));
      list.hidden = !names.length;
      input.setAttribute("aria-expanded", String(names.length > 0));
      input.removeAttribute("aria-activedescendant");
      const n = names.length;
      said.textContent = n ? (n === 1 ? own.one : own.other).replace("{n}", n) : own.none;
    };
    const ask = async () => {
      const text = input.value.trim();
      if (asked) asked.abort();
      if (!text) { shut(); said.textContent = ""; return; }
      const query = new URLSearchParams({ q: text, limit: "8" });
      for (const kind of allowed[input.dataset.complete] || []) query.append("kind", kind);
      const key = query.toString();
      if (known.has(key)) { show(known.get(key)); return; }
      asked = new AbortController();
      try {
        const answer = await fetch(`${own.base}/api/suggest?${key}`, { signal: asked.signal, credentials: "omit" });
        if (!answer.ok) { shut(); return; }
        const names = (await answer.json()).suggestions;
        if (known.size > 300) known.clear();
        known.set(key, names);
        if (document.activeElement === input && input.value.trim() === text) show(names);
      } catch { /* aborted, or no network: one goes on typing */ }
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 70); });
    input.addEventListener("blur", () => { clearTimeout(timer); shut(); });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { ask(); return; }
        const many = list.children.length, step = event.key === "ArrowDown" ? 1 : -1;
        at = at < 0 ? (step > 0 ? 0 : many - 1) : (at + step + many) % many;
        mark();
      } else if (event.key === "Enter" && !list.hidden && at >= 0) { event.preventDefault(); take(found[at]); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); shut(); }
    });
  }

  // An address without what was left empty or as it is anyway.
  const usual = { apprenticeship: "any", basis: "scheme", prefer: "counsel", k: "5" };
  function slim(form) {
    form.addEventListener("formdata", (event) => {
      const chosen = new Map([...form.querySelectorAll("[data-value]")].map((input) => [input.dataset.label, input.dataset.value]));
      const all = [...event.formData.entries()].map(([name, value]) => [name, chosen.get(value) || value]);
      for (const [name] of all) event.formData.delete(name);
      for (const [name, value] of all) if (value.trim() && usual[name] !== value) event.formData.append(name, value.trim());
    });
  }

  // The selection.
  const PLACE = "pathways.selection";
  const read = () => {
    try {
      const items = JSON.parse(localStorage.getItem(PLACE) || "[]");
      return Array.isArray(items) ? items.filter((i) => i && typeof i.title === "string" && (typeof i.item === "string" || typeof i.node === "string")).slice(0, 50) : [];
    } catch { return []; }
  };
  const write = (items) => { try { localStorage.setItem(PLACE, JSON.stringify(items)); } catch { /* full, or forbidden */ } tell(); };
  const same = (a, b) => (a.item ? a.item === b.item : a.node === b.node);
  function tell() {
    const items = read();
    for (const count of document.querySelectorAll(".kept-count")) { count.hidden = !items.length; count.textContent = items.length; }
    for (const button of document.querySelectorAll(".keep button")) {
      const on = items.some((i) => same(i, button.dataset));
      button.textContent = on ? own.kept : own.keep;
      button.setAttribute("aria-pressed", String(on));
    }
    list(items);
  }
  function list(items) {
    const place = document.querySelector("#selection");
    if (!place) return;
    place.hidden = false;
    const sheet = new URLSearchParams();
    place.querySelector("ul").replaceChildren(...items.map((i) => {
      const to = i.item ? `${place.dataset.route}${place.dataset.route.includes("?") ? "&" : "?"}${i.item.replace(/&?way=[^&]*/, "")}` : place.dataset.node.replace("/node", `/node/${encodeURIComponent(i.node)}`);
      if (i.item) sheet.append("item", i.item); else sheet.append("item", `node=${i.node}`);
      const away = el("button", { type: "button" }, own.unkeep);
      away.setAttribute("aria-label", `${own.unkeep} : ${i.title}`);
      away.addEventListener("click", () => write(read().filter((o) => !same(o, i))));
      return el("li", {}, el("a", { href: to }, i.title), " ", away);
    }));
    place.querySelector(".note").hidden = items.length > 0;
    const actions = place.querySelector(".actions"), link = actions.querySelector("a");
    actions.hidden = !items.length;
    link.href = `${place.dataset.sheet}${place.dataset.sheet.includes("?") ? "&" : "?"}${sheet}`;
  }

  document.querySelectorAll("input[data-complete]").forEach(complete);
  document.querySelectorAll("form.ask, form.filter, form.from-here").forEach(slim);
  for (const p of document.querySelectorAll(".keep")) {
    p.hidden = false;
    p.firstElementChild.addEventListener("click", (event) => {
      const { item, node, title } = event.currentTarget.dataset, one = item ? { item, title } : { node, title };
      const items = read();
      write(items.some((i) => same(i, one)) ? items.filter((i) => !same(i, one)) : [...items, one]);
    });
  }
  const clear = document.querySelector("#selection .clear");
  if (clear) clear.addEventListener("click", () => write([]));
  const print = document.querySelector("button.print");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  addEventListener("storage", tell);
  addEventListener("pageshow", tell);
  tell();
})();
