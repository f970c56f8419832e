import type { VisitorExport } from "./export-visitor";

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const esc = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");

/** Words of people: no markup, and a direction of their own. */
const text = (value: unknown) => `<bdi>${esc(String(value))}</bdi>`;

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "h2{margin-top:2.5rem;border-top:1px solid #888;padding-top:1rem}dt{font-weight:600}dd{margin:0 0 .5rem}" +
  "dd,li{overflow-wrap:anywhere;white-space:pre-wrap}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}";

/**
 * The export as a page to read, complete in one file: headings and lists, no script, nothing loaded. In English, as the
 * names of the fields in the JSON are. `origin` is where files can be had by who is signed in.
 */
export function exportHtml(data: VisitorExport, origin: string): string {
  const { visitor, chats, offlineMessages, ...rest } = data;
  const parts = [
    `<h1>What is stored about a visitor</h1>`,
    facts(visitor),
    ...chats.map(({ messages, pages, ...chat }) =>
      [
        `<h2>Chat with ${text(chat.department)}, ${esc(chat.startedAt ?? "")}</h2>`,
        facts(chat),
        section("Pages", pages),
        "<h3>Messages</h3><ol>",
        ...messages.map(
          (message) =>
            `<li>${esc(message.at ?? "")} · ${text(message.operator ?? message.from)}: ${
              message.text === null ? `(${esc(message.kind)})` : text(message.text)
            }${message.note ? ` · note: ${text(message.note)}` : ""}${
              message.file ? ` · file ${fileLink(message.file, origin)}` : ""
            }</li>`,
        ),
        "</ol>",
      ].join("\n"),
    ),
    section("Offline messages", offlineMessages, "h2"),
    ...Object.entries(rest).map(([name, rows]) => section(name[0]?.toUpperCase() + name.slice(1), rows, "h2")),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>Visitor ${esc(visitor.id)}</title><style>${STYLE}</style></head><body>
${parts.join("\n")}
</body></html>
`;
}

function fileLink(file: { name: string; bytes: number; address: string | null }, origin: string): string {
  const label = `${text(file.name)} (${file.bytes} bytes)`;
  return file.address ? `<a href="${esc(origin + file.address)}">${label}</a>` : `${label}, deleted`;
}

const section = (title: string, rows: readonly object[], tag = "h3") =>
  rows.length === 0 ? "" : `<${tag}>${esc(title)}</${tag}>\n${rows.map((row) => facts(row)).join("<hr>\n")}`;

const facts = (row: object): string =>
  `<dl>${Object.entries(row)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `<dt>${esc(name)}</dt><dd>${typeof value === "object" ? facts(value) : text(value)}</dd>`)
    .join("")}</dl>`;
