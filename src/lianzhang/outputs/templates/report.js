"use strict";
// The page's own script: draws the charts and opens the basis of a figure. Text enters the page by textContent only.
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const report = read("report-data");
  const words = read("panel-data");
  const figures = new Map(report.figures.map((f) => [f.id, f]));
  const bases = report.bases;
  const dialog = document.getElementById("basis");
  let trail = [];
  let opener = null;

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "onclick") node.addEventListener("click", value);
      else node.setAttribute(key, value);
    }
    for (const child of children) if (child !== null && child !== undefined) node.append(child);
    return node;
  }

  function marked(text, mark, className) {
    // Marks count code points, as the claims do; JavaScript strings count UTF-16 units.
    const points = Array.from(text);
    const [start, end] = mark;
    const part = (from, to) => points.slice(from, to).join("");
    return make("blockquote", { class: className }, part(0, start),
      start < end ? make("mark", {}, part(start, end)) : null, part(end));
  }

  function list(pairs) {
    const node = make("dl");
    for (const [term, value] of pairs) if (value) node.append(make("dt", {}, term), make("dd", {}, String(value)));
    return node;
  }

  const amount = (f) => (f.value === null ? (f.low || f.high ? f.text : words.lost) : f.precise[0] + (f.unit_text ? " " + f.unit_text : ""));
  const range = (f) => (f.low === null && f.high === null ? "" : (f.low === null ? "…" : f.precise[1]) + " – " + (f.high === null ? "…" : f.precise[2]));

  function step(label, basis, figure) {
    return make("button", { class: "step", type: "button", onclick: () => show({ basis, figure }, true) },
      make("span", {}, label), make("span", { class: "amount" }, figure ? figure.text : words.open));
  }

  function claimPart(b) {
    const parts = [list([[words.file, b.document], [words.grade, b.grade_text], [words.note, b.note]]),
      make("h3", {}, words.sentence), marked(b.sentence, b.mark, "repaired"), make("h3", {}, words.raw)];
    if (b.raw_sentence === b.sentence) parts.push(make("p", { class: "note" }, words.same));
    parts.push(marked(b.raw_sentence, b.raw_mark, "raw"),
      list([[words.start, String(b.raw_start)], [words.rule, b.rule]]));
    return parts;
  }

  function rowPart(b) {
    const body = make("tbody");
    for (const [head, value] of b.cells) {
      body.append(make("tr", head === b.column ? { class: "cell-now" } : {}, make("th", { scope: "row" }, head), make("td", {}, value)));
    }
    return [list([[words.file, b.file], [words.row, String(b.row)], [words.column, b.column], [words.source, b.source]]),
      make("h3", {}, words.cells), make("table", {}, body)];
  }

  function formulaPart(b) {
    const parts = [make("h3", {}, words.expression), make("p", { class: "expression" }, b.expression)];
    if (!b.inputs.length) return parts.concat(make("p", { class: "note" }, words.noinputs));
    parts.push(make("h3", {}, words.inputs));
    for (const input of b.inputs) parts.push(step(input.name, input.basis, input));
    return parts;
  }

  function solvePart(b) {
    const parts = [list([[words.run, b.run], [words.variable, b.variable]]), make("h3", {}, words.binding)];
    if (b.binding.length) {
      const body = make("tbody");
      for (const one of b.binding) body.append(make("tr", {}, make("th", { scope: "row" }, one.row), make("td", {}, one.text)));
      parts.push(make("table", {}, body));
    } else parts.push(make("p", { class: "note" }, words.nobinding));
    if (b.rows.length) {
      parts.push(make("h3", {}, words.rows));
      for (const id of b.rows) {
        const row = bases[id];
        parts.push(step(row ? row.file + " · " + words.row + " " + row.row : id, id, null));
      }
    }
    return parts;
  }

  function leaves(id) {
    // Counts the sentences, rows and assumptions at the bottom, each once.
    const seen = new Set(), found = { claim: 0, row: 0, assumption: 0 }, stack = [id];
    while (stack.length) {
      const key = stack.pop(), b = bases[key];
      if (!b || seen.has(key)) continue;
      seen.add(key);
      if (b.kind in found) found[b.kind] += 1;
      else if (b.kind === "formula") for (const i of b.inputs) stack.push(i.basis);
      else if (b.kind === "solve") stack.push(...b.rows);
    }
    return found;
  }

  function show(place, deeper) {
    if (deeper) trail.push(place); else trail = [place];
    const b = bases[place.basis];
    const body = make("div", { class: "panel-body" });
    const title = make("h2", { id: "basis-title" }, words.title + (b ? " · " + words[b.kind + "_kind"] : ""));
    const back = trail.length > 1
      ? make("button", { type: "button", onclick: () => { trail.pop(); show(trail.pop(), true); } }, words.back) : null;
    const close = make("button", { type: "button", onclick: shut, "aria-keyshortcuts": "Escape" }, words.close);
    const f = place.figure;
    if (f) {
      body.append(make("div", { class: "figure-now" }, f.text), list([[words.value, amount(f)], [words.range, range(f)]]));
    }
    if (!b) body.append(make("p", {}, words.unknown));
    else {
      const parts = { claim: claimPart, row: rowPart, formula: formulaPart, solve: solvePart,
        assumption: (a) => [make("h3", {}, words.assumption), make("p", { class: "expression" }, a.text), list([[words.source, a.source]])] };
      body.append(...parts[b.kind](b));
      if (b.kind === "formula" || b.kind === "solve") {
        const n = leaves(place.basis);
        const told = ["claim", "row", "assumption"].filter((k) => n[k]).map((k) => words[k + "_kind"] + " " + n[k]).join(" · ");
        if (told) body.append(make("p", { class: "bottom" }, words.rests + "：" + told));
      }
    }
    dialog.replaceChildren(make("div", { class: "panel-head" }, title, back, close), body);
    dialog.setAttribute("data-basis", place.basis);
    if (!dialog.open) dialog.show();
    dialog.scrollTop = 0;
    close.focus({ preventScroll: true });
  }

  function shut() {
    dialog.close();
    dialog.replaceChildren();
    dialog.removeAttribute("data-basis");
    if (opener) { opener.classList.remove("open-now"); opener.focus({ preventScroll: true }); opener = null; }
  }

  function openFrom(node) {
    if (opener) opener.classList.remove("open-now");
    opener = node;
    opener.classList.add("open-now");
    show({ basis: node.getAttribute("data-basis"), figure: figures.get(node.getAttribute("data-figure")) || null }, false);
  }

  const target = (event) => {
    const node = event.target instanceof Element ? event.target.closest("[data-basis]") : null;
    return node && node !== dialog ? node : null;
  };
  document.addEventListener("click", (event) => { const node = target(event); if (node) { event.preventDefault(); openFrom(node); } });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open) { shut(); return; }
    const node = target(event);
    if (node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); openFrom(node); }
  });

  function link(text, to) {
    if (!text || !to) return;
    text.setAttribute("data-basis", to.basis);
    if (to.figure) text.setAttribute("data-figure", to.figure);
    text.setAttribute("tabindex", "0");
    text.setAttribute("role", "button");
  }

  function dress(plot, chart) {
    // After drawing: labels become figures that open their basis; tick and legend words are names or years.
    for (const trace of plot.querySelectorAll(".barlayer .trace, .scatterlayer .trace")) {
      const data = trace.__data__ && trace.__data__[0];
      if (!data || !data.trace) continue;
      const links = chart.links[data.trace.index] || [];
      for (const node of trace.querySelectorAll(".point, .textpoint")) {
        const point = node.__data__;
        const text = node.tagName === "text" ? node : node.querySelector("text");
        if (point && point.i !== undefined) link(text, links[point.i]);
      }
    }
    for (const text of plot.querySelectorAll("text:not([data-basis])")) {
      const told = text.textContent.trim();
      text.setAttribute(/^(19|20)\d\d年?$/.test(told) ? "data-date" : "data-text", "");
    }
    const frame = plot.querySelector(".svg-container");
    const [width, height] = [plot.clientWidth, parseFloat(frame.style.height)];
    for (const box of [plot, plot.querySelector(".plot-container"), frame]) {
      box.style.width = "100%";
      box.style.height = "auto";
    }
    frame.style.aspectRatio = width + " / " + height;
    for (const svg of plot.querySelectorAll("svg.main-svg")) {
      // Scales with the page, on screen and on paper.
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
      svg.style.width = "100%";
      svg.style.height = "auto";
    }
  }

  for (const chart of read("chart-data")) {
    const plot = document.getElementById(chart.id);
    window.Plotly.newPlot(plot, chart.data, chart.layout, { staticPlot: true, displayModeBar: false, responsive: false })
      .then(() => dress(plot, chart));
  }

  // Paper shows what is folded on the screen.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  const places = new Map(Array.from(document.querySelectorAll(".contents a")).map((a) => [a.getAttribute("href").slice(1), a]));
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const a of places.values()) a.classList.remove("here");
      const now = places.get(entry.target.id);
      if (now) now.classList.add("here");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const section of document.querySelectorAll("main section")) watch.observe(section);
  document.documentElement.setAttribute("data-ready", "");
})();
