// What an operator should look at: open ones first, each with its sentence and its evidence.

import { byId, h, say } from "./dom.js";
import { view } from "./filters.js";
import { local, moment, number, span, words } from "./format.js";

const known = new Set();
let seen = null;
let drawn = "";

const label = (anomaly) => words(anomaly.kind);

/** Figures only where there are some: a replay is one whatever was expected. */
function figures(anomaly) {
  return `observed ${number(anomaly.observed, 2)}, expected ${number(anomaly.expected, 2)}`;
}

function place(anomaly) {
  return [anomaly.portName, anomaly.laneId ?? anomaly.crossingName ?? anomaly.crossingId]
    .filter(Boolean)
    .join(" · ");
}

/** Of one that was open at the end of a past range, and whose sentence is of its end. */
const closedSince = (anomaly) =>
  anomaly.open && anomaly.status === "CLOSED" && anomaly.end
    ? `; closed since, ${moment(Date.parse(anomaly.end))}`
    : "";

function entry(anomaly, at, open) {
  const start = Date.parse(anomaly.start);
  const closed = !anomaly.open;
  const evidence = anomaly.evidence ?? [];
  const details = h(
    "details",
    open.has(anomaly.id) ? { open: true } : {},
    h("summary", {}, `Evidence (${number(anomaly.evidenceCount ?? evidence.length)})`),
    h("p", {}, figures(anomaly)),
    h("ul", {}, ...evidence.map((id) => h("li", {}, h("code", {}, id)))),
    (anomaly.evidenceCount ?? 0) > evidence.length
      ? h("p", {}, `and ${number(anomaly.evidenceCount - evidence.length)} more`)
      : null,
  );
  return h(
    "li",
    { class: `finding ${closed ? "over" : "now"} ${anomaly.severity.toLowerCase()}`, "data-id": anomaly.id },
    h(
      "p",
      { class: "finding-head" },
      h("span", { class: `badge ${closed ? "over" : anomaly.severity.toLowerCase()}` }, closed ? "Over" : words(anomaly.severity)),
      h("strong", {}, label(anomaly)),
      h("span", { class: "finding-place" }, place(anomaly)),
      h(
        "time",
        { datetime: anomaly.start, title: moment(start) },
        closed && anomaly.end
          ? `${moment(start)}, for ${span(Date.parse(anomaly.end) - start)}`
          : `since ${moment(start)} (${span(at - start)})${closedSince(anomaly)}`,
      ),
    ),
    h("p", { class: "sentence" }, local(anomaly.sentence)),
    details,
  );
}

/** Told aloud once for each that came while the same was looked at; old ones of another port are not new. */
function announce(anomalies) {
  const looked = [view.port, view.range, view.from, view.to].join();
  const fresh = anomalies.filter((a) => a.open && !known.has(a.id));
  anomalies.forEach((a) => known.add(a.id));
  if (seen !== looked) {
    seen = looked;
    return;
  }
  if (fresh.length === 1) {
    say(byId("live"), `New: ${label(fresh[0])}, ${place(fresh[0])}. ${local(fresh[0].sentence)}`);
  } else if (fresh.length > 1) {
    say(byId("live"), `${fresh.length} new anomalies: ${[...new Set(fresh.map(label))].join(", ")}.`);
  }
}

export function show(answer) {
  const at = Date.parse(answer.at);
  const { anomalies, open, total } = answer;
  const alarms = byId("alarms");
  alarms.hidden = open === 0;
  // Panels count what is open now: of a range that ended before, the time must be said.
  const then = Date.now() - at > 60_000 ? ` at ${moment(at)}` : "";
  say(alarms, `${number(open)} open ${open === 1 ? "anomaly" : "anomalies"}${then}`);
  say(byId("anomalies-hint"), `${number(open)} open${then}, ${number(total)} in this time range`);
  announce(anomalies);
  const now = JSON.stringify([anomalies, Math.floor(at / 60_000)]);
  if (now === drawn) return;
  drawn = now;
  const box = byId("anomalies");
  const opened = new Set(
    [...box.querySelectorAll("details[open]")].map((d) => d.closest("li").dataset.id),
  );
  const focused = document.activeElement?.closest?.(".finding")?.dataset.id;
  if (anomalies.length === 0) {
    box.replaceChildren(
      h(
        "p",
        { class: "empty" },
        h("strong", {}, "Nothing needs attention."),
        " No anomaly began or went on in this time range.",
      ),
    );
    return;
  }
  const list = h("ul", {}, ...anomalies.map((a) => entry(a, at, opened)));
  box.replaceChildren(
    list,
    ...(total > anomalies.length
      ? [h("p", { class: "hint" }, `${number(total - anomalies.length)} more are not listed.`)]
      : []),
  );
  if (focused) box.querySelector(`[data-id="${CSS.escape(focused)}"] summary`)?.focus();
}
