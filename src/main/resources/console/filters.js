// What is shown, kept in the address so that it can be sent to a colleague:
// #/dashboard?range=1h&port=0712&mode=BUS, or from and to in place of range.

import { byId, h } from "./dom.js";
import { forInput, fromInput } from "./format.js";

export const RANGES = [
  { id: "15m", label: "15 min", millis: 15 * 60_000 },
  { id: "1h", label: "1 h", millis: 3_600_000 },
  { id: "24h", label: "24 h", millis: 86_400_000 },
  { id: "7d", label: "7 d", millis: 7 * 86_400_000 },
];
const CUSTOM = { id: "custom", label: "Custom" };
export const MODES = ["PEDESTRIAN", "VEHICLE", "BUS", "TRAIN", "FERRY"];
const USUAL = "1h";

/** Times are rounded to it, so that viewers ask the same question and share the answer. */
const STEP_MILLIS = 5_000;

export const view = { dashboard: "", range: USUAL, from: null, to: null, port: "", mode: "" };

export function readAddress() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const given = new URLSearchParams(query ?? "");
  view.dashboard = decodeURIComponent(path ?? "");
  view.from = Date.parse(given.get("from") ?? "") || null;
  view.to = Date.parse(given.get("to") ?? "") || null;
  const range = given.get("range");
  view.range = view.from && view.to ? CUSTOM.id : RANGES.some((r) => r.id === range) ? range : USUAL;
  view.port = given.get("port") ?? "";
  view.mode = MODES.includes(given.get("mode")) ? given.get("mode") : "";
}

export function address(changes) {
  const next = { ...view, ...changes };
  const query = new URLSearchParams();
  if (next.range === CUSTOM.id && next.from && next.to) {
    query.set("from", new Date(next.from).toISOString());
    query.set("to", new Date(next.to).toISOString());
  } else if (next.range !== USUAL) {
    query.set("range", next.range);
  }
  if (next.port) query.set("port", next.port);
  if (next.mode) query.set("mode", next.mode);
  const text = query.toString();
  return `#/${encodeURIComponent(next.dashboard)}${text ? `?${text}` : ""}`;
}

export function go(changes) {
  const next = address(changes);
  if (next !== location.hash) location.hash = next;
}

/** Whether the range ends now. */
export const isLive = () => view.range !== CUSTOM.id;

/** The time range in milliseconds. */
export function times() {
  if (!isLive()) return { from: view.from, to: view.to };
  const to = Math.ceil(Date.now() / STEP_MILLIS) * STEP_MILLIS;
  return { from: to - RANGES.find((r) => r.id === view.range).millis, to };
}

/** As the server takes it. */
export function parameters() {
  const { from, to } = times();
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    port: view.port,
    mode: view.mode,
  };
}

export function build(ports) {
  const choose = (event) => {
    const id = event.target.value;
    if (id === CUSTOM.id) {
      const { from, to } = times();
      go({ range: id, from, to });
    } else {
      go({ range: id, from: null, to: null });
    }
  };
  byId("ranges").replaceChildren(
    ...[...RANGES, CUSTOM].map((range) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name: "range", value: range.id, onchange: choose }),
        h("span", {}, range.label),
      ),
    ),
  );
  byId("port").append(
    ...ports.map((port) => h("option", { value: port.code }, `${port.code} ${port.name}`)),
  );
  byId("mode").append(
    ...MODES.map((mode) =>
      h("option", { value: mode }, mode.charAt(0) + mode.slice(1).toLowerCase()),
    ),
  );
  byId("port").addEventListener("change", (event) => go({ port: event.target.value }));
  byId("mode").addEventListener("change", (event) => go({ mode: event.target.value }));
  const between = () => {
    const from = fromInput(byId("from").value);
    const to = fromInput(byId("to").value);
    const right = from && to && from < to;
    byId("to").setCustomValidity(right ? "" : "Expected a time after From");
    if (right) go({ from, to });
    else byId("to").reportValidity();
  };
  byId("from").addEventListener("change", between);
  byId("to").addEventListener("change", between);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
}

/** Shows what the address says. */
export function show() {
  for (const radio of byId("ranges").querySelectorAll("input")) {
    radio.checked = radio.value === view.range;
  }
  byId("custom").hidden = isLive();
  if (!isLive()) {
    byId("from").value = forInput(view.from);
    byId("to").value = forInput(view.to);
  }
  byId("port").value = view.port;
  byId("mode").value = view.mode;
}
