// Builds elements. Text is always text: nothing here ever parses HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

export const byId = (id) => document.getElementById(id);

/** Sets text only where it changed, so that a reader's place and selection stay. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The sign of a state: its shape tells it, not its colour alone. */
export function sign(state) {
  const shapes = {
    ok: [
      svg("circle", { cx: 8, cy: 8, r: 7, class: "body" }),
      svg("path", { d: "M4.6 8.3l2.3 2.3 4.4-4.9", class: "ink" }),
    ],
    anomaly: [
      svg("path", { d: "M8 .9l7.6 13.7H.4z", class: "body" }),
      svg("path", { d: "M8 5.4v4.4M8 11.4v1.5", class: "ink" }),
    ],
    silent: [
      svg("rect", { x: 1, y: 1, width: 14, height: 14, rx: 2, class: "body" }),
      svg("path", { d: "M4.5 8h7", class: "ink" }),
    ],
    closed: [svg("circle", { cx: 8, cy: 8, r: 6, class: "ring" })],
    unknown: [svg("circle", { cx: 8, cy: 8, r: 6, class: "ring dashed" })],
  };
  return svg(
    "svg",
    { viewBox: "0 0 16 16", class: `sign ${state}`, "aria-hidden": "true", focusable: "false" },
    ...(shapes[state] ?? shapes.unknown),
  );
}
