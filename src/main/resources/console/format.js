// Numbers and times as they are read. All ports are in one time zone, so every time is theirs.

let zone = "America/New_York";
const LOCALE = "en-US";
const NOTHING = "–";

/** How the dashboards call the ends of the interval of the rate before them. */
export const LOWER = /^95 % from$/;
export const UPPER = /^to$/;
const cache = new Map();

function formatter(kind, options) {
  const key = `${zone} ${kind} ${JSON.stringify(options)}`;
  if (!cache.has(key)) {
    cache.set(
      key,
      kind === "time"
        ? new Intl.DateTimeFormat(LOCALE, { timeZone: zone, hourCycle: "h23", ...options })
        : new Intl.NumberFormat(LOCALE, options),
    );
  }
  return cache.get(key);
}

export function setZone(name) {
  zone = name;
}

/** E.g. "EST". */
export function zoneName(at) {
  return formatter("time", { timeZoneName: "short" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName").value;
}

export function number(value, decimals = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  const digits = Number.isInteger(value) ? 0 : decimals;
  return formatter("number", { maximumFractionDigits: digits }).format(value);
}

export function percent(value, decimals = 1) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  return (
    formatter("number", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).format(100 * value) + " %"
  );
}

const BYTES = ["B", "KB", "MB", "GB", "TB"];

function bytes(value) {
  let unit = 0;
  let rest = value;
  while (Math.abs(rest) >= 1024 && unit < BYTES.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${number(rest, 1)} ${BYTES[unit]}`;
}

export const clock = (at) =>
  formatter("time", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);

export const minute = (at) =>
  formatter("time", { hour: "2-digit", minute: "2-digit" }).format(at);

export const day = (at) => formatter("time", { month: "short", day: "numeric" }).format(at);

export const moment = (at) => `${day(at)}, ${minute(at)}`;

/** As exact as a range of this length asks for. */
export function timeIn(at, rangeMillis) {
  if (rangeMillis <= 86_400_000) return minute(at);
  return rangeMillis <= 8 * 86_400_000 ? moment(at) : day(at);
}

/** E.g. "12 s", "5 min", "3 h", "2 d". */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** What a column holds, as its format says. */
export function cell(value, column) {
  if (value === null || value === undefined || value === "") return NOTHING;
  if (column.type === "DATE") return moment(value);
  if (column.type !== "NUMBER" || typeof value !== "number") return name(value, column);
  const { id, decimals, suffix } = column.format ?? { id: "number", decimals: 2, suffix: "" };
  if (/^ ?ms$/.test(suffix) && value >= 60_000) return span(value);
  const text =
    id === "percent"
      ? percent(value, decimals)
      : id === "bytes"
        ? bytes(value)
        : id === "duration"
          ? span(value)
          : number(value, decimals);
  return suffix ? `${text}${suffix.startsWith(" ") ? "" : " "}${suffix}` : text;
}

/** A code such as NO_MATCH or camera-silent in words. */
export function words(code) {
  const text = String(code).replace(/^northpost\./, "").replaceAll(/[_-]/g, " ").toLowerCase().replace(/\bus citizen/, "US citizen");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(:[\d.]+)?Z/g;

/** A sentence with its times as the clocks of the ports show them. */
export const local = (text) => text.replaceAll(TIME, (time) => moment(Date.parse(time)));

/** Columns of codes in small letters. */
const IN_WORDS = ["Kind", "Severity", "Sampling", "Who was looked at"];
const CODE = /^[A-Z]+(_[A-Z0-9]+)*$/;
let portNames = new Map();

export function setPorts(ports) {
  portNames = new Map(ports.map((port) => [port.code, port.name]));
}

/** A value of a bucket as people say it: a port by name, a code in words. */
export function name(value, column) {
  const text = local(String(value));
  if (IN_WORDS.includes(column?.label)) return words(text);
  if (column?.label === "Port" && portNames.has(text)) return `${text} ${portNames.get(text)}`;
  return CODE.test(text) && text.length > 2 ? words(text) : text;
}

/** Local date and time of the ports, for an input, e.g. 2026-03-31T12:00. */
export function forInput(at) {
  const parts = Object.fromEntries(
    formatter("time", {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The moment at which the clocks of the ports show an input's date and time. */
export function fromInput(text) {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  let at = asUtc;
  // Twice: the first correction may cross a change of the clocks.
  for (let i = 0; i < 2; i++) at += asUtc - Date.parse(`${forInput(at)}Z`);
  return at;
}
