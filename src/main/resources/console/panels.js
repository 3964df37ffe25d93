// The panels of a dashboard on its grid: each with a title, its figures, and the same figures as a
// table for those who cannot or would not read the drawing.

import { byId, h, svg } from "./dom.js";
import { LOWER, UPPER, cell } from "./format.js";
import { markdown } from "./text.js";
import { draw, fit, forget, summary } from "./charts.js";
import { address, view } from "./filters.js";

const DRAWN = ["XY", "PIE", "HEATMAP"];
const ROWS_SHOWN = 500;

/** By id of the panel: its card, and what it shows. */
const cards = new Map();
let current = "";
let byMode = false;
let rangeMillis = 0;

const columnOf = (layer, id) => layer.columns.find((column) => column.id === id);
const valueOf = (layer, row, id) => row[layer.columns.findIndex((column) => column.id === id)];

function place(element, { x, y, width, height }) {
  element.style.setProperty("--x", x + 1);
  element.style.setProperty("--y", y + 1);
  element.style.setProperty("--w", width);
  element.style.setProperty("--h", height);
}

function shownColumns(layer) {
  const ids = layer.shown.length > 0 ? layer.shown : layer.columns.map((column) => column.id);
  return ids.map((id) => columnOf(layer, id)).filter(Boolean);
}

/** A rate's interval is one column: both ends in words, and drawn beside those of the other rows. */
function merged(columns) {
  const result = [];
  for (let i = 0; i < columns.length; i++) {
    const next = columns[i + 1];
    if (LOWER.test(columns[i].label) && next && UPPER.test(next.label)) {
      result.push({ label: "95 % interval", rate: columns[i - 1], lower: columns[i], upper: next });
      i++;
    } else {
      result.push({ label: columns[i].label, column: columns[i] });
    }
  }
  return result;
}

/** How many rows of a table are seen without scrolling. */
const seenRows = (panel) => Math.max(1, Math.floor((24 * panel.grid.height - 88) / 26));

/** On the scale of the rows that are seen first: one capture far below spans it all. What goes beyond ends open. */
function whiskers(layer, { rate, lower, upper }, seen) {
  const all = layer.rows.slice(0, seen).flatMap((row) => [valueOf(layer, row, lower.id), valueOf(layer, row, upper.id)]);
  const known = all.filter((value) => typeof value === "number");
  const least = Math.min(...known);
  const most = Math.max(...known);
  const at = (value) => 3 + (74 * (Math.min(most, Math.max(least, value)) - least)) / (most - least || 1);
  const within = (value) => value >= least - 1e-9 && value <= most + 1e-9;
  const end = (value) => (within(value) ? `M${at(value)} 3v6` : "");
  return (row) => {
    const [from, to, middle] = [lower, upper, rate].map((c) => (c ? valueOf(layer, row, c.id) : null));
    if (typeof from !== "number" || typeof to !== "number") return null;
    return svg(
      "svg",
      { class: "whisker", viewBox: "0 0 80 12", "aria-hidden": "true", focusable: "false" },
      svg("path", { d: `M${at(from)} 6H${at(to)}${end(from)}${end(to)}` }),
      typeof middle === "number" && within(middle) ? svg("circle", { cx: at(middle), cy: 6, r: 2.6 }) : null,
    );
  };
}

/** Both ends with the unit said once. */
function interval(layer, row, { lower, upper }) {
  const [from, to] = [lower, upper].map((column) => cell(valueOf(layer, row, column.id), column));
  if (from === to && !/\d/.test(from)) return from;
  const unit = from.match(/ %$/) && to.match(/ %$/) ? " %" : "";
  return unit ? `${from.slice(0, -2)} to ${to}` : `${from} to ${to}`;
}

const isLong = (layer, c) =>
  layer.rows.some((row) => String(valueOf(layer, row, c.column.id) ?? "").length > 32);

function tableOf(panel, layer) {
  const columns = merged(shownColumns(layer));
  const rows = layer.rows.slice(0, ROWS_SHOWN);
  const align = (c) =>
    c.lower ? "interval" : c.column.type === "DATE" ? "date" : c.column.type === "NUMBER" && !c.column.bucket ? "number" : null;
  const drawers = columns.map((c) => (c.lower ? whiskers(layer, c, seenRows(panel)) : null));
  const content = (c, row, i) =>
    c.lower
      ? [h("span", { class: "ends" }, interval(layer, row, c)), drawers[i](row)]
      : [cell(valueOf(layer, row, c.column.id), c.column)];
  return h(
    "table",
    {},
    h("caption", { class: "unseen" }, panel.title || "Figures"),
    h("thead", {}, h("tr", {}, ...columns.map((c) => h("th", { scope: "col", class: align(c) }, c.label)))),
    h(
      "tbody",
      {},
      ...rows.map((row) =>
        h(
          "tr",
          {},
          ...columns.map((c, i) =>
            i === 0
              ? h("th", { scope: "row", class: align(c) ?? (isLong(layer, c) ? "long" : null) }, ...content(c, row, i))
              : h("td", { class: align(c) }, ...content(c, row, i)),
          ),
        ),
      ),
    ),
  );
}

function tables(panel) {
  const layers = panel.layers.filter((layer) => layer.series !== "REFERENCE_LINE");
  return layers.map((layer) => tableOf(panel, layer));
}

/** One big figure with those that it must not be read without. */
function metric(panel) {
  const layer = panel.layers[0];
  return layer.rows.slice(0, 12).map((row) => {
    const [first, ...others] = layer.values;
    const group = layer.groups.map((id) => cell(valueOf(layer, row, id), columnOf(layer, id)));
    const main = columnOf(layer, first);
    return h(
      "div",
      { class: "metric" },
      group.length > 0 ? h("p", { class: "metric-group" }, group.join(" · ")) : null,
      h("p", { class: "metric-value" }, cell(valueOf(layer, row, first), main)),
      group.length > 0 ? h("p", { class: "metric-label" }, main.label) : null,
      ...others.map((id) => {
        const column = columnOf(layer, id);
        return h(
          "p",
          { class: "metric-beside" },
          h("span", {}, column.label),
          " ",
          h("b", {}, cell(valueOf(layer, row, id), column)),
        );
      }),
    );
  });
}

const isEmpty = (panel) =>
  panel.layers
    .filter((layer) => layer.series !== "REFERENCE_LINE")
    .every((layer) =>
      layer.rows.every((row) => layer.values.every((id) => {
        const value = valueOf(layer, row, id);
        return value === null || value === undefined;
      })),
    );

/** Panels that are empty when all is well. */
const GOOD_WHEN_EMPTY = /anomal|refused|not compared|^by (scope|port and kind)|^cameras with the most/i;

function empty(panel) {
  if (GOOD_WHEN_EMPTY.test(panel.title)) return h("p", { class: "empty" }, "None in this time range.");
  const chosen = [view.port && "port", view.mode && byMode && "mode"].filter(Boolean).join(" and ");
  return h(
    "p",
    { class: "empty" },
    h("strong", {}, "No data here."),
    ` Nothing was counted in this time range${chosen ? ` with this ${chosen}` : ""}.`,
    ` Take a longer range${view.port ? ", or all ports" : ""}.`,
  );
}

/** Decided so long after the capture that the time between them is that of a replay. */
const REPLAYED_MILLIS = 86_400_000;
const REPLAY = "A replay: decided long after capture. These times say nothing of the job.";

function isReplay(panel) {
  const all = panel.layers
    .filter((layer) => layer.series !== "REFERENCE_LINE")
    .flatMap((layer) =>
      layer.columns
        .filter((column) => /^ ?ms$/.test(column.format?.suffix ?? ""))
        .flatMap((column) => layer.rows.map((row) => valueOf(layer, row, column.id))),
    )
    .filter((value) => typeof value === "number");
  return all.length > 0 && Math.min(...all) > REPLAYED_MILLIS;
}

const replayed = () => h("p", { class: "note" }, REPLAY);

function card(panel) {
  const title = h("h2", { id: `title-${panel.id}` }, panel.title);
  const body = h("div", { class: "panel-body" });
  const tools = h("div", { class: "tools" });
  const element = h(
    "article",
    { class: `card panel ${panel.kind.toLowerCase()}`, "data-panel": panel.id, "aria-labelledby": panel.title ? `title-${panel.id}` : null },
    panel.title ? h("div", { class: "card-head" }, title, panel.kind === "METRIC" ? null : tools) : null,
    body,
  );
  const about = panel.description ? h("p", { class: "about" }, panel.description) : null;
  if (about) {
    // A figure comes first, then what it is of; a drawing or table after its explanation.
    if (panel.kind === "METRIC") element.append(about, tools);
    else element.querySelector(".card-head")?.after(about);
  }
  place(element, panel.grid);
  const made = { element, body, tools, box: null, about, asTable: false, data: null, drawn: "" };
  if (panel.kind === "MARKDOWN") {
    body.replaceChildren(scroller(panel.title || "Explanation", h("div", { class: "prose" }, ...markdown(panel.markdown ?? ""))));
    if (!panel.title) element.setAttribute("aria-label", "Explanation");
    return made;
  }
  body.replaceChildren(h("p", { class: "wait" }, "Loading"));
  for (const way of panel.drillDowns ?? []) {
    tools.append(h("a", { class: "way", "data-dashboard": way.dashboardId, href: `#/${way.dashboardId}` }, way.name));
  }
  if (DRAWN.includes(panel.kind)) {
    const toggle = h("button", { type: "button", class: "quiet small", "aria-pressed": "false" }, "Table", h("span", { class: "unseen" }, ` of ${panel.title}`));
    toggle.addEventListener("click", () => {
      made.asTable = !made.asTable;
      toggle.setAttribute("aria-pressed", String(made.asTable));
      made.drawn = "";
      fillIn(made, made.data);
    });
    tools.append(toggle);
  }
  return made;
}

function scroller(label, ...children) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...children);
}

function fillIn(made, panel) {
  if (!panel || panel.kind === "MARKDOWN") return;
  made.data = panel;
  const now = JSON.stringify([panel.layers, panel.error, made.asTable, rangeMillis, view.port, view.mode, document.documentElement.dataset.theme]);
  if (now === made.drawn) return;
  made.drawn = now;
  if (panel.error) return replace(made, h("p", { class: "empty failed" }, h("strong", {}, "This panel has no answer."), " ", panel.error));
  if (isEmpty(panel)) return replace(made, empty(panel));
  const note = isReplay(panel) ? replayed() : null;
  if (panel.kind === "METRIC") {
    made.about?.replaceChildren(note ? REPLAY : panel.description);
    return replace(made, h("div", { class: "metrics" }, ...metric(panel)));
  }
  if (panel.kind === "TABLE" || made.asTable) return keepScroll(made, scroller(`${panel.title}, table`, ...(note ? [note] : []), ...tables(panel)));
  if (note) return replace(made, note);
  if (!made.box) {
    const box = h("div", { class: "drawing", role: "img" });
    replace(made, box);
    made.box = box;
  }
  made.box.setAttribute("aria-label", `${summary(panel)} The button Table shows all values.`);
  draw(made.box, panel, rangeMillis);
}

function replace(made, content) {
  if (made.box) forget(made.box);
  made.box = null;
  made.body.replaceChildren(content);
}

/** A table that is drawn anew stays where it was read. */
function keepScroll(made, content) {
  const before = made.body.querySelector(".scroll");
  const focused = before && before === document.activeElement;
  const { scrollTop = 0, scrollLeft = 0 } = before ?? {};
  replace(made, content);
  content.scrollTop = scrollTop;
  content.scrollLeft = scrollLeft;
  if (focused) content.focus();
}

/** Lays out a dashboard whose figures are still to come, in the places they will have. */
export function layOut(dashboard) {
  if (current === dashboard.id) return;
  current = dashboard.id;
  byMode = dashboard.byMode;
  for (const made of cards.values()) if (made.box) forget(made.box);
  cards.clear();
  const sorted = [...dashboard.panels].sort((a, b) => a.grid.y - b.grid.y || a.grid.x - b.grid.x);
  // An explanation over the whole width is as tall as its text, and what is below moves up.
  const notes = sorted.filter((panel) => panel.kind === "MARKDOWN" && panel.grid.width === 48);
  byId("notes").replaceChildren(...notes.map((panel) => h("div", { class: "prose" }, ...markdown(panel.markdown ?? ""))));
  for (const panel of sorted.filter((each) => !notes.includes(each))) {
    const above = notes.filter((note) => note.grid.y < panel.grid.y);
    const y = panel.grid.y - above.reduce((sum, note) => sum + note.grid.height, 0);
    cards.set(panel.id, card({ ...panel, grid: { ...panel.grid, y } }));
  }
  byId("grid").replaceChildren(...[...cards.values()].map((made) => made.element));
}

export function show(answer, millis) {
  if (answer.id !== current) return;
  rangeMillis = millis;
  for (const panel of answer.panels) {
    const made = cards.get(panel.id);
    if (made) fillIn(made, panel);
  }
}

/** In the colours of the theme that now holds. */
export function repaint() {
  for (const made of cards.values()) fillIn(made, made.data);
}

/** Ways to other dashboards take the range and the filters along. */
export function refreshWays() {
  for (const way of byId("grid").querySelectorAll("a[data-dashboard]")) {
    way.setAttribute("href", address({ dashboard: way.dataset.dashboard }));
  }
}

export function stale(is) {
  byId("grid").classList.toggle("stale", is);
}

new ResizeObserver(() => requestAnimationFrame(fit)).observe(byId("grid"));
