// The part of Markdown that the dashboards use, as elements: headings, paragraphs, lists, tables,
// bold, emphasis, code and links between dashboards.

import { h } from "./dom.js";

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_(?!\w)/g;
const DASHBOARD = /#\/view\/([\w-]+)|^#\/([\w-]+)/;

function inline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, bold, code, label, target, star, dash] = match;
    if (bold) parts.push(h("strong", {}, ...inline(bold)));
    else if (code) parts.push(h("code", {}, code));
    else if (label) parts.push(link(label, target));
    else parts.push(h("em", {}, star ?? dash));
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

/** Only to another dashboard: the page leads nowhere else. */
function link(label, target) {
  const dashboard = target.match(DASHBOARD);
  return dashboard ? h("a", { href: `#/${dashboard[1] ?? dashboard[2]}` }, label) : label;
}

/** A line of links to the dashboards: the page has its own. */
const isNavigation = (line) =>
  (line.match(/\]\(#\/view\//g) ?? []).length > 2 && line.split("·").length > 3;

const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

export function markdown(text) {
  const lines = text.replaceAll("\r", "").split("\n");
  const blocks = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    const heading = line.match(/^(#{1,4})\s+(.*)$/);
    if (line.trim() === "" || isNavigation(line)) {
      i++;
    } else if (heading) {
      blocks.push(h("h3", {}, ...inline(heading[2])));
      i++;
    } else if (/^\s*[-*]\s+/.test(line) || /^\s*\d+\.\s+/.test(line)) {
      const tag = /^\s*\d/.test(line) ? "ol" : "ul";
      const items = [];
      while (i < lines.length && lines[i].trim() !== "") {
        const item = lines[i].match(/^\s*(?:[-*]|\d+\.)\s+(.*)$/);
        if (item) items.push(item[1]);
        else items[items.length - 1] += ` ${lines[i].trim()}`;
        i++;
      }
      blocks.push(h(tag, {}, ...items.map((item) => h("li", {}, ...inline(item)))));
    } else if (line.trim().startsWith("|") && /^[\s|:-]+$/.test(lines[i + 1] ?? "")) {
      const head = cells(line.trim());
      i += 2;
      const rows = [];
      while (i < lines.length && lines[i].trim().startsWith("|")) rows.push(cells(lines[i++].trim()));
      blocks.push(
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...head.map((c) => h("th", { scope: "col" }, ...inline(c))))),
          h("tbody", {}, ...rows.map((r) => h("tr", {}, ...r.map((c) => h("td", {}, ...inline(c)))))),
        ),
      );
    } else {
      const paragraph = [];
      while (i < lines.length && lines[i].trim() !== "" && !/^(#|\s*[-*]\s|\||\s*\d+\.\s)/.test(lines[i])) {
        paragraph.push(lines[i++].trim());
      }
      if (paragraph.length === 0) paragraph.push(lines[i++].trim());
      blocks.push(h("p", {}, ...inline(paragraph.join(" "))));
    }
  }
  return blocks;
}
