// A schematic of the border: where the ports lie to each other, and the state of each. Positions
// are those of the registry; the border is a few points of the lakes, the river and the parallel.

import { byId, h, say, sign, svg } from "./dom.js";
import { moment, number, span } from "./format.js";
import { go, isLive, view } from "./filters.js";

const STATES = {
  ok: "Open",
  anomaly: "Anomaly",
  silent: "No captures",
  closed: "Closed",
  unknown: "Unknown",
};

/** Longitude and latitude. */
const BORDER = [
  [-80.1, 42.45], [-79.3, 42.72], [-78.93, 42.88], [-79.02, 43.05], [-79.06, 43.26],
  [-79.2, 43.45], [-78.7, 43.63], [-76.8, 43.63], [-76.44, 44.08], [-76.2, 44.22],
  [-75.85, 44.4], [-75.3, 44.83], [-74.99, 44.98], [-74.7, 45.0], [-72.6, 45.01],
];
const LAKE_ONTARIO = [
  [-79.75, 43.3], [-79.35, 43.64], [-78.7, 43.88], [-77.8, 43.95], [-77.2, 43.9], [-76.55, 44.2],
  [-76.33, 44.12], [-76.2, 43.95], [-76.2, 43.57], [-76.6, 43.45], [-77.5, 43.27], [-78.5, 43.37],
  [-79.06, 43.27],
];
const LAKE_ERIE = [
  [-80.1, 42.8], [-79.2, 42.87], [-78.9, 42.9], [-78.87, 42.83], [-79.1, 42.66], [-79.7, 42.3], [-80.1, 42.2],
];
const RIVER = [
  [-76.4, 44.15], [-76.1, 44.3], [-75.85, 44.42], [-75.3, 44.83], [-74.9, 45.0], [-74.3, 45.25],
];

/** On which side of a port its name stands: some are near to each other. */
const SIDES = {
  "0901": "right",
  "0706": "below",
  "0708": "above",
  "0701": "right",
  "0704": "above",
  "0715": "below",
  "0712": "above",
};
/** A schematic: the long way to Buffalo is drawn short, the crowded river long. */
const ACROSS = [[-80.1, 0], [-79, 0.12], [-76.5, 0.33], [-74.9, 0.65], [-73.4, 0.9], [-72.6, 1]];
const DOWN = [[45.42, 0.08], [45.0, 0.27], [44.1, 0.6], [43.0, 0.84], [42.3, 1]];
const WIDTH = 1000;
const HEIGHT = 400;

/** Between the points of a scale in a straight line. */
function along(scale, at) {
  const rising = scale[0][0] < scale.at(-1)[0];
  let i = 1;
  while (i < scale.length - 1 && (rising ? at > scale[i][0] : at < scale[i][0])) i++;
  const [[a, u], [b, v]] = [scale[i - 1], scale[i]];
  return u + ((at - a) / (b - a)) * (v - u);
}

const x = (longitude) => along(ACROSS, longitude) * WIDTH;
const y = (latitude) => along(DOWN, latitude) * HEIGHT;
const path = (points, end = "") =>
  `M${points.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}${end}`;

const buttons = new Map();

export function build(ports) {
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "land", "aria-hidden": "true", focusable: "false", preserveAspectRatio: "none" },
    svg("path", { d: path(LAKE_ONTARIO, "Z"), class: "water" }),
    svg("path", { d: path(LAKE_ERIE, "Z"), class: "water" }),
    svg("path", { d: path(RIVER), class: "river" }),
    svg("path", { d: path(BORDER), class: "border" }),
  );
  const list = h("ul", { class: "ports" });
  for (const port of ports) {
    const button = h(
      "button",
      { type: "button", class: "port", "aria-pressed": "false", "data-port": port.code },
      h("span", { class: "port-sign" }),
      h(
        "span",
        { class: "port-text" },
        h("span", { class: "port-name" }, port.name),
        h("span", { class: "port-state" }),
        h("span", { class: "port-figure" }),
      ),
    );
    button.addEventListener("click", () => go({ port: view.port === port.code ? "" : port.code }));
    const item = h("li", { class: `spot ${SIDES[port.code] ?? "right"}` }, button);
    item.style.left = `${(100 * x(port.longitude)) / WIDTH}%`;
    item.style.top = `${(100 * y(port.latitude)) / HEIGHT}%`;
    list.append(item);
    buttons.set(port.code, button);
  }
  byId("map").replaceChildren(
    drawing,
    h("span", { class: "country north", "aria-hidden": "true" }, "Canada"),
    h("span", { class: "country south", "aria-hidden": "true" }, "New York"),
    list,
  );
  byId("key").replaceChildren(
    ...["ok", "anomaly", "silent", "closed"].map((state) =>
      h("li", {}, sign(state), STATES[state]),
    ),
  );
}

function figure(port, at) {
  if (port.state === "closed") return port.opens ? `opens ${moment(Date.parse(port.opens))}` : "for the season";
  if (port.state === "silent") {
    return port.lastCapture ? `for ${span(at - Date.parse(port.lastCapture))}` : "in the last day";
  }
  return `${number(port.capturesPerMinute, 1)} / min`;
}

function stateText(port) {
  if (port.state !== "anomaly") return STATES[port.state];
  return port.openAnomalies === 1 ? "1 anomaly" : `${port.openAnomalies} anomalies`;
}

export function show(answer) {
  const at = Date.parse(answer.at);
  say(byId("ports-heading"), isLive() ? "Ports now" : `Ports at ${moment(at)}`);
  for (const port of answer.ports) {
    const button = buttons.get(port.code);
    if (!button) continue;
    if (button.dataset.state !== port.state) {
      button.dataset.state = port.state;
      button.querySelector(".port-sign").replaceChildren(sign(port.state));
    }
    say(button.querySelector(".port-state"), stateText(port));
    say(button.querySelector(".port-figure"), figure(port, at));
    button.title = port.crossings
      .map((crossing) => `${crossing.name}: ${crossing.open ? "open" : "closed"}`)
      .join("\n");
  }
  choose();
}

export function choose() {
  for (const [code, button] of buttons) {
    button.setAttribute("aria-pressed", String(view.port === code));
  }
}
