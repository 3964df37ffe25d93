// Starts the page and keeps it up to date.

import { get } from "./api.js";
import { byId, h, say } from "./dom.js";
import { clock, setPorts, setZone, span, zoneName } from "./format.js";
import * as filters from "./filters.js";
import * as map from "./map.js";
import * as anomalies from "./anomalies.js";
import * as panels from "./panels.js";

const EVERY_MILLIS = 5_000;

/** Dashboards that show what stands above the panels. */
const WITH_PORTS = /operations/i;
const WITH_ANOMALIES = /operations|anomalies/i;

let dashboards = [];
let paused = false;
let answered = 0;
let failed = null;
let timer = null;
let asking = 0;

const { view } = filters;
const dashboard = () => dashboards.find((d) => d.id === view.dashboard);

function tabs() {
  byId("tabs").replaceChildren(
    ...dashboards.map((d) =>
      h("li", {}, h("a", { href: `#/${encodeURIComponent(d.id)}`, "data-id": d.id }, d.shortTitle)),
    ),
  );
}

function route() {
  if (location.hash && !location.hash.startsWith("#/")) return;
  const before = view.dashboard;
  filters.readAddress();
  if (!dashboard()) view.dashboard = dashboards[0]?.id ?? "";
  if (!view.dashboard) return;
  const shown = dashboard();
  for (const link of byId("tabs").querySelectorAll("a")) {
    link.setAttribute("href", filters.address({ dashboard: link.dataset.id }));
    if (link.dataset.id === shown.id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${shown.shortTitle} – Northpost`;
  say(byId("title"), shown.shortTitle);
  say(byId("description"), shown.description);
  const ports = WITH_PORTS.test(shown.title);
  const list = WITH_ANOMALIES.test(shown.title);
  byId("overview").hidden = !ports && !list;
  byId("overview").classList.toggle("alone", ports !== list);
  byId("ports-card").hidden = !ports;
  byId("anomalies-card").hidden = !list;
  filters.show();
  say(byId("zone"), `Times of the ports, ${zoneName(filters.times().to)}`);
  byId("mode").disabled = !shown.byMode;
  say(byId("mode").options[0], shown.byMode ? "All modes" : "Not by mode");
  byId("mode").value = shown.byMode ? view.mode : "";
  map.choose();
  panels.layOut(shown);
  panels.refreshWays();
  if (before && before !== view.dashboard) byId("main").focus({ preventScroll: true });
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  const turn = ++asking;
  const { from, to } = filters.times();
  const parameters = filters.parameters();
  const at = filters.isLive() ? {} : { at: parameters.to };
  let answers = null;
  try {
    answers = await Promise.all([
      get("api/ports", at),
      get("api/anomalies", { from: parameters.from, to: parameters.to, port: parameters.port }),
      get(`api/dashboards/${encodeURIComponent(view.dashboard)}`, parameters),
    ]);
  } catch (failure) {
    if (turn !== asking) return;
    if (!failed) say(byId("live"), `No new data: ${failure.message}`);
    failed = failure;
  }
  if (turn !== asking) return;
  if (!paused && !document.hidden) timer = setTimeout(refresh, EVERY_MILLIS);
  if (answers) {
    if (failed) say(byId("live"), "Data is coming in again.");
    failed = null;
    answered = Date.now();
  }
  tellAge();
  if (answers) {
    const [ports, list, figures] = answers;
    map.show(ports);
    anomalies.show(list);
    panels.show(figures, to - from);
  }
}

/** How old what is shown is, and why where it is not new. */
function tellAge() {
  const old = answered ? span(Date.now() - answered) : null;
  const age = byId("age");
  age.dataset.state = failed ? "failed" : paused ? "paused" : !answered ? "waiting" : filters.isLive() ? "live" : "past";
  say(
    byId("age-text"),
    failed
      ? answered ? `Data ${old} old` : "No data"
      : paused
        ? `Paused, data ${old ?? "not yet"} old`
        : answered
          ? `${filters.isLive() ? "Live" : "Read at"} ${clock(answered)}`
          : "Connecting",
  );
  byId("banner").hidden = !failed;
  if (failed) {
    say(byId("banner-title"), answered ? `What you see is ${old} old.` : "No data yet.");
    say(byId("banner-text"), `${failed.message} ${paused ? "Paused." : "Trying again every 5 s."}`);
  }
  panels.stale(Boolean(failed));
}

function controls() {
  byId("pause").addEventListener("click", () => {
    paused = !paused;
    byId("pause").setAttribute("aria-pressed", String(paused));
    if (paused) {
      clearTimeout(timer);
      tellAge();
    } else {
      refresh();
    }
  });
  const theme = byId("theme");
  const root = document.documentElement;
  const shown = () => theme.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
  const change = (name) => {
    root.dataset.theme = name;
    shown();
    panels.repaint();
  };
  theme.addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("northpost.theme", next);
    } catch {
      // Then it holds until the page is left.
    }
    change(next);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (!localStorage.getItem("northpost.theme")) change(event.matches ? "dark" : "light");
  });
  shown();
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  byId("alarms").addEventListener("click", (event) => {
    event.preventDefault();
    if (byId("anomalies-card").hidden) {
      const target = dashboards.find((d) => /anomalies/i.test(d.title));
      if (target) filters.go({ dashboard: target.id });
    }
    setTimeout(() => byId("anomalies-heading").focus());
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !paused) refresh();
  });
  addEventListener("hashchange", route);
  setInterval(tellAge, 1_000);
}

async function start() {
  try {
    const [all, ports] = await Promise.all([get("api/dashboards"), get("api/places")]);
    dashboards = all.dashboards;
    setZone(ports.timeZone);
    setPorts(ports.ports);
    tabs();
    filters.build(ports.ports);
    map.build(ports.ports);
    route();
  } catch (failure) {
    failed = failure;
    tellAge();
    setTimeout(start, EVERY_MILLIS);
  }
}

controls();
start();
