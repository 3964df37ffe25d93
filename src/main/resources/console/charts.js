// Draws the layers of a panel with ECharts. Everything comes from the panel; nothing is computed
// here but where to put it. Tooltips are drawn on the canvas, so no text is ever read as HTML.

/* global echarts */
import { LOWER, UPPER, cell, moment, name as named, number, span, timeIn } from "./format.js";

/** Outcomes look the same on every dashboard. */
const NAMED = [
  [/^(match|matched|confirmed)$/i, 0],
  [/^(no[_ ]match|not matched|overturned)$/i, 1],
  [/^(ambiguous)$/i, 3],
  [/^(unusable)$/i, 2],
  [/^(unavailable)$/i, 4],
  [/^(opted[_ ]out)$/i, 5],
];

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function palette() {
  return {
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => css(`--series-${i}`)),
    ink: css("--ink"),
    soft: css("--ink-soft"),
    line: css("--line"),
    surface: css("--surface"),
    low: css("--heat-low"),
    high: css("--heat-high"),
    behind: css("--behind"),
    font: css("--font"),
  };
}

const indexOf = (layer, id) => layer.columns.findIndex((column) => column.id === id);
const columnOf = (layer, id) => layer.columns[indexOf(layer, id)];

function place(layer, row, at) {
  if (at < 0) return "";
  return layer.columns[at].type === "STRING" ? named(row[at], layer.columns[at]) : row[at];
}

/** Values by series and place on the horizontal axis. */
export function series(layer) {
  const xs = layer.x ? indexOf(layer, layer.x) : -1;
  const groups = layer.groups.filter((id) => id !== layer.x).map((id) => indexOf(layer, id));
  const found = new Map();
  for (const row of layer.rows) {
    const group = groups
      .filter((i) => row[i] !== null && row[i] !== "")
      .map((i) => named(row[i], layer.columns[i]));
    for (const id of layer.values) {
      const column = columnOf(layer, id);
      const name =
        group.length === 0
          ? column.label
          : layer.values.length === 1
            ? group.join(" · ")
            : `${group.join(" · ")}: ${column.label}`;
      if (!found.has(name)) found.set(name, { name, column, group: group.join(" · "), data: [] });
      found.get(name).data.push([place(layer, row, xs), row[indexOf(layer, id)]]);
    }
  }
  return [...found.values()];
}

function colours(names, colour) {
  const taken = new Set();
  const chosen = new Map();
  for (const name of names) {
    const known = NAMED.find(([pattern]) => pattern.test(name));
    if (known && !taken.has(known[1])) {
      chosen.set(name, colour.series[known[1]]);
      taken.add(known[1]);
    }
  }
  let next = 0;
  for (const name of names) {
    if (chosen.has(name)) continue;
    while (taken.has(next % colour.series.length) && taken.size < colour.series.length) next++;
    chosen.set(name, colour.series[next % colour.series.length]);
    taken.add(next % colour.series.length);
    next++;
  }
  return chosen;
}

const axisText = (colour) => ({ color: colour.soft, fontFamily: colour.font, fontSize: 11 });

function shortNumber(column) {
  const { id, suffix } = column?.format ?? {};
  const millis = /^ ?ms$/.test(suffix ?? "");
  return (value) =>
    millis && value >= 60_000
      ? span(value)
      : id === "percent"
      ? `${number(100 * value, 1)} %`
      : Math.abs(value) >= 10_000
        ? new Intl.NumberFormat("en-US", { notation: "compact" }).format(value)
        : number(value, 2);
}

function tooltip(colour) {
  return {
    renderMode: "richText",
    confine: true,
    backgroundColor: colour.surface,
    borderColor: colour.line,
    borderWidth: 1,
    padding: [8, 10],
    textStyle: { color: colour.ink, fontFamily: colour.font, fontSize: 12, lineHeight: 17 },
    transitionDuration: 0,
  };
}

function base(colour) {
  return {
    animation: false,
    textStyle: { fontFamily: colour.font, color: colour.ink },
    tooltip: tooltip(colour),
  };
}

function legend(names, colour) {
  return {
    show: names.length > 1,
    type: "scroll",
    top: 0,
    left: 0,
    right: 0,
    icon: "roundRect",
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 14,
    data: names,
    textStyle: { color: colour.ink, fontFamily: colour.font, fontSize: 12 },
    pageTextStyle: { color: colour.soft },
    pageIconColor: colour.soft,
    pageIconInactiveColor: colour.line,
  };
}

const isWhole = (one) => one.data.every(([, v]) => v === null || Number.isInteger(v));
/** Lines that lie close together far from 0, such as scores, are drawn near to. */
const isFlat = (of, range) =>
  of.every((one) => one.layer.series === "LINE") && range.min > 0 && range.max - range.min < range.max / 3;
const isBar = (layer) => layer.series.startsWith("BAR");
const isArea = (layer) => layer.series.startsWith("AREA");
const isStacked = (layer) => layer.series.includes("STACKED");

/** Ends and step of an axis of shares, so that 100 % is on it and no two marks are near each other. */
function upToAll(of, bounds) {
  const stacked = of.some((one) => isStacked(one.layer));
  const known = [...of, ...bounds].flatMap((one) => one.data.map(([, value]) => value)).filter((v) => typeof v === "number");
  const max = stacked ? 1 : Math.max(...known);
  const min = stacked ? 0 : Math.min(...known);
  if (of[0]?.column.format?.id !== "percent" || !(max > 0.5 && max <= 1) || min < 0) return null;
  if (!isFlat(of, { min, max })) return { min: 0, max: 1, interval: 0.25 };
  const interval = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1].find((step) => (1 - min) / step <= 5) ?? 0.25;
  return { min: Math.max(0, 1 - Math.ceil((1 - min) / interval - 1e-9) * interval), max: 1, interval };
}

/** In hundredths of the whole at each place, for a percentage-stacked layer. */
function shares(all) {
  const sums = new Map();
  for (const one of all) {
    for (const [at, value] of one.data) sums.set(at, (sums.get(at) ?? 0) + (value ?? 0));
  }
  return all.map((one) => ({
    ...one,
    column: { ...one.column, format: { id: "percent", decimals: 1, suffix: "" } },
    data: one.data.map(([at, value]) => [at, sums.get(at) ? (value ?? 0) / sums.get(at) : null]),
  }));
}

/** Lower and upper bounds as a band beneath the line they belong to. */
function band(lower, upper, colour, horizontal) {
  const tops = new Map(upper.data);
  const stack = `band ${lower.name}`;
  const common = {
    type: "line",
    stack,
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  if (horizontal) return [];
  return [
    { ...common, name: lower.name, data: lower.data },
    {
      ...common,
      name: upper.name,
      areaStyle: { color: colour, opacity: 0.2 },
      data: lower.data.map(([at, value]) => [
        at,
        value === null || tops.get(at) === null || tops.get(at) === undefined
          ? null
          : tops.get(at) - value,
      ]),
    },
  ];
}

/** Figures beside each other, such as the steps of a funnel: a bar for each. */
function steps(panel, colour) {
  const layer = panel.layers.find((each) => each.series !== "REFERENCE_LINE");
  const all = series(layer);
  return {
    ...base(colour),
    grid: { left: 4, right: 110, top: 6, bottom: 4, containLabel: true },
    tooltip: { show: false },
    xAxis: { type: "value", axisLabel: { ...axisText(colour), hideOverlap: true }, splitLine: { lineStyle: { color: colour.line } }, splitNumber: 4 },
    yAxis: {
      type: "category",
      inverse: true,
      data: all.map((one) => one.name),
      axisLabel: { ...axisText(colour), color: colour.ink, fontSize: 12 },
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        data: all.map((one) => one.data[0][1]),
        barWidth: "58%",
        itemStyle: { color: colour.series[0], borderRadius: 2 },
        emphasis: { disabled: true },
        label: {
          show: true,
          position: "right",
          color: colour.ink,
          fontFamily: colour.font,
          formatter: ({ dataIndex }) => cell(all[dataIndex].data[0][1], all[dataIndex].column),
        },
      },
    ],
  };
}

function xy(panel, rangeMillis, colour) {
  const drawn = panel.layers.filter((layer) => layer.series !== "REFERENCE_LINE");
  const main = drawn[0];
  const time = main.x ? columnOf(main, main.x)?.type === "DATE" : false;
  const horizontal = main.series.includes("HORIZONTAL");
  const all = drawn.flatMap((layer) => {
    const found = series(layer).map((one) => ({ ...one, layer }));
    return layer.series.includes("PERCENTAGE") ? shares(found) : found;
  });
  // Rates and the numbers they are of have an axis each: the numbers stand behind, on the right.
  const rates = all.some((one) => one.column.format?.id === "percent");
  const beside = (one) => rates && one.column.format?.id !== "percent";
  const isBound = (one) => LOWER.test(one.column.label) || UPPER.test(one.column.label);
  const lines = all.filter((one) => !isBound(one));
  const names = (lines.length > 0 ? lines : all).map((one) => one.name);
  const colourOf = colours(names, colour);
  const categories = time ? null : [...new Set(all.flatMap((one) => one.data.map(([at]) => at)))];

  const result = [];
  for (const one of lines.length > 0 ? lines : all) {
    const tint = beside(one) ? colour.behind : colourOf.get(one.name);
    const bar = isBar(one.layer);
    result.push({
      type: bar ? "bar" : "line",
      name: one.name,
      data: horizontal ? one.data.map(([at, value]) => [value, at]) : one.data,
      stack: isStacked(one.layer) ? `stack ${one.layer.id}` : undefined,
      color: tint,
      itemStyle: bar ? { color: tint, borderRadius: isStacked(one.layer) ? 0 : 2 } : { color: tint },
      lineStyle: bar ? undefined : { color: tint, width: 2 },
      areaStyle: isArea(one.layer) ? { color: tint, opacity: isStacked(one.layer) ? 0.75 : 0.16 } : undefined,
      symbol: "circle",
      symbolSize: one.data.length < 3 ? 6 : 4,
      showSymbol: !bar && one.data.length < 40,
      connectNulls: false,
      barMaxWidth: 34,
      emphasis: { disabled: true },
      [horizontal ? "xAxisIndex" : "yAxisIndex"]: beside(one) ? 1 : 0,
      z: beside(one) ? 1 : 3,
    });
    if (beside(one)) continue;
    const end = (pattern) =>
      all.find((o) => o.layer === one.layer && o.group === one.group && pattern.test(o.column.label));
    const lower = end(LOWER);
    const upper = end(UPPER);
    if (lower && upper && lines.length <= 3) result.push(...band(lower, upper, tint, horizontal));
  }
  for (const layer of panel.layers.filter((l) => l.series === "REFERENCE_LINE")) {
    for (const id of layer.values) {
      const column = columnOf(layer, id);
      const value = layer.rows[0]?.[indexOf(layer, id)];
      if (typeof value !== "number") continue;
      result.push({
        type: "line",
        name: column.label,
        data: [],
        silent: true,
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: colour.soft, type: [4, 4], width: 1 },
          label: { formatter: column.label, position: "insideEndBottom", color: colour.soft, fontSize: 11, backgroundColor: colour.surface, padding: [1, 4] },
          data: [horizontal ? { xAxis: value } : { yAxis: value }],
        },
      });
    }
  }
  const axis = (of, side) => ({
    type: "value",
    position: side,
    axisLabel: { ...axisText(colour), formatter: shortNumber(of[0]?.column) },
    splitLine: { show: side !== "right", lineStyle: { color: colour.line } },
    splitNumber: 4,
    min: (range) => (isFlat(of, range) ? undefined : Math.min(0, range.min)),
    scale: of.length > 0 && of.every((one) => one.layer.series === "LINE"),
    minInterval: of.every((one) => one.column.format?.id === "number" && isWhole(one)) ? 1 : undefined,
    ...(side === "right" ? null : upToAll(of, all.filter((one) => isBound(one) && !beside(one)))),
    ...(side === "right"
      ? { name: of.map((one) => one.name).join(", "), nameLocation: "middle", nameGap: 40, nameTextStyle: axisText(colour), nameRotate: 270 }
      : {}),
  });
  const drawnOn = (right) => (lines.length > 0 ? lines : all).filter((one) => beside(one) === right);
  const values = rates && drawnOn(true).length > 0
    ? [axis(drawnOn(false), "left"), axis(drawnOn(true), "right")]
    : axis(drawnOn(false), horizontal ? "bottom" : "left");
  const places = time
    ? {
        type: "time",
        axisLabel: { ...axisText(colour), hideOverlap: true, formatter: (at) => timeIn(at, rangeMillis) },
        axisLine: { lineStyle: { color: colour.line } },
        axisTick: { lineStyle: { color: colour.line } },
        splitLine: { show: false },
        minInterval: 1_000,
      }
    : {
        type: "category",
        data: categories,
        inverse: horizontal,
        axisLabel: { ...axisText(colour), hideOverlap: !horizontal, width: horizontal ? 150 : 90, overflow: "truncate", interval: horizontal ? 0 : "auto" },
        axisLine: { lineStyle: { color: colour.line } },
        axisTick: { show: false },
      };
  const told = (items) => {
    const at = items[0].axisValue;
    const head = time ? moment(Number(at)) : String(at);
    const rows = all.filter((one) => one.data.some(([x, v]) => String(x) === String(at) && v !== null && v !== undefined));
    return [
      head,
      ...rows.slice(0, 14).map((one) => {
        const value = one.data.find(([x]) => String(x) === String(at))[1];
        return `${one.name}  ${cell(value, one.column)}`;
      }),
    ].join("\n");
  };
  const shown = names.length > 1;
  return {
    ...base(colour),
    legend: legend(names, colour),
    grid: { left: 4, right: Array.isArray(values) ? 26 : 14, top: shown ? 32 : 12, bottom: 4, containLabel: true },
    tooltip: {
      ...tooltip(colour),
      trigger: "axis",
      axisPointer: { type: isBar(main) ? "shadow" : "line", lineStyle: { color: colour.soft } },
      formatter: told,
    },
    xAxis: horizontal ? values : places,
    yAxis: horizontal ? places : values,
    series: result,
  };
}

function pie(panel, colour) {
  const layer = panel.layers[0];
  const value = columnOf(layer, layer.values[0]);
  const groups = layer.groups.map((id) => indexOf(layer, id));
  const slices = layer.rows.map((row) => ({
    name: groups.map((i) => named(row[i], layer.columns[i])).join(" · "),
    value: row[indexOf(layer, value.id)],
  }));
  const colourOf = colours(slices.map((s) => s.name), colour);
  return {
    ...base(colour),
    tooltip: {
      ...tooltip(colour),
      trigger: "item",
      formatter: (item) => `${item.name}\n${cell(item.value, value)} (${number(item.percent, 1)} %)`,
    },
    legend: {
      ...legend(slices.map((s) => s.name), colour),
      orient: "vertical",
      top: "middle",
      left: "58%",
      formatter: (name) => `${name}  ${cell(slices.find((s) => s.name === name)?.value, value)}`,
    },
    series: [
      {
        type: "pie",
        center: ["28%", "50%"],
        radius: ["52%", "86%"],
        label: { show: false },
        itemStyle: { borderColor: colour.surface, borderWidth: 2 },
        emphasis: { scale: false },
        data: slices.map((s) => ({ ...s, itemStyle: { color: colourOf.get(s.name) } })),
      },
    ],
  };
}

function heatmap(panel, rangeMillis, colour) {
  const layer = panel.layers[0];
  const xs = indexOf(layer, layer.x);
  const group = layer.groups.find((id) => id !== layer.x);
  const ys = group ? indexOf(layer, group) : -1;
  const value = columnOf(layer, layer.values[0]);
  const vs = indexOf(layer, value.id);
  const time = layer.columns[xs].type === "DATE";
  const label = (v) => (time ? timeIn(v, rangeMillis) : named(v, layer.columns[xs]));
  const below = (v) => (ys < 0 ? "" : named(v, layer.columns[ys]));
  const across = [...new Set(layer.rows.map((row) => row[xs]))];
  if (time) across.sort((a, b) => a - b);
  const down = [...new Set(layer.rows.map((row) => (ys < 0 ? "" : row[ys])))];
  const cells = layer.rows.map((row) => [
    across.indexOf(row[xs]),
    down.indexOf(ys < 0 ? "" : row[ys]),
    row[vs],
  ]);
  const numbers = cells.map((c) => c[2]).filter((v) => typeof v === "number");
  return {
    ...base(colour),
    grid: { left: 4, right: 14, top: 8, bottom: 34, containLabel: true },
    tooltip: {
      ...tooltip(colour),
      trigger: "item",
      formatter: (item) =>
        `${time ? moment(across[item.value[0]]) : label(across[item.value[0]])}\n${below(down[item.value[1]])}  ${cell(item.value[2], value)}`,
    },
    xAxis: { type: "category", data: across.map(label), axisLabel: { ...axisText(colour), ...(!time && across.length < 9 ? { interval: 0, width: 84, overflow: "break" } : { hideOverlap: true }) }, axisTick: { show: false }, axisLine: { show: false } },
    yAxis: { type: "category", data: down.map(below), inverse: true, axisLabel: axisText(colour), axisTick: { show: false }, axisLine: { show: false } },
    visualMap: {
      type: "continuous",
      min: Math.min(0, ...numbers),
      max: Math.max(1e-9, ...numbers),
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemHeight: 120,
      itemWidth: 10,
      text: [cell(Math.max(...numbers), value), cell(Math.min(0, ...numbers), value)],
      textStyle: axisText(colour),
      inRange: { color: [colour.low, colour.high] },
    },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: colour.surface, borderWidth: 1 }, emphasis: { disabled: true } }],
  };
}

/** What ECharts is to draw. */
export function option(panel, rangeMillis) {
  const colour = palette();
  if (panel.kind === "PIE") return pie(panel, colour);
  if (panel.kind === "HEATMAP") return heatmap(panel, rangeMillis, colour);
  const main = panel.layers.find((layer) => layer.series !== "REFERENCE_LINE");
  if (!main.x && main.groups.length === 0) return steps(panel, colour);
  return xy(panel, rangeMillis, colour);
}

/** One sentence for those who do not see the drawing; the table has the rest. */
export function summary(panel) {
  const parts = panel.layers
    .filter((layer) => layer.series !== "REFERENCE_LINE" && layer.rows.length > 0)
    .map((layer) => {
      const all = series(layer);
      const last = all.slice(0, 6).map((one) => {
        const known = one.data.filter(([, v]) => v !== null && v !== undefined);
        const at = known[known.length - 1];
        return at ? `${one.name} ${cell(at[1], one.column)}` : `${one.name} without value`;
      });
      const time = layer.x && columnOf(layer, layer.x)?.type === "DATE";
      return `${all.length} ${all.length === 1 ? "series" : "series"}${time ? ", last values" : ""}: ${last.join("; ")}${all.length > 6 ? "; and more" : ""}`;
    });
  return parts.length > 0 ? `${panel.title}. ${parts.join(". ")}.` : `${panel.title}. No data.`;
}

const drawings = new Map();

export function draw(box, panel, rangeMillis) {
  let drawing = drawings.get(box);
  if (!drawing) {
    drawing = echarts.init(box, null, { renderer: "canvas" });
    drawings.set(box, drawing);
  }
  drawing.setOption(option(panel, rangeMillis), { notMerge: true });
}

export function fit() {
  for (const drawing of drawings.values()) drawing.resize();
}

export function forget(box) {
  drawings.get(box)?.dispose();
  drawings.delete(box);
}
