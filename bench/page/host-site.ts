import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const WORDS = "A bicycle that fits is one that you forget about while you ride it. ".repeat(12);

/** An ordinary page of an ordinary site: text, a picture, its own style; with the snippet or without. */
const html = (snippet: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Bicycles</title>
<meta name="description" content="Bicycles that fit, from a workshop that measures."><link rel="icon" href="data:,">
<style>body{font:16px/1.6 sans-serif;margin:0 auto;max-width:44rem;padding:1rem}svg{width:100%;height:auto}</style></head>
<body><h1>Bicycles that fit</h1>
<svg viewBox="0 0 400 160" role="img" aria-label="Two wheels"><circle cx="110" cy="90" r="60" fill="none" stroke="#246" stroke-width="8"/><circle cx="290" cy="90" r="60" fill="none" stroke="#246" stroke-width="8"/></svg>
${Array.from({ length: 8 }, (_, index) => `<h2>Chapter ${index + 1}</h2><p>${WORDS}</p>`).join("\n")}
${snippet}</body></html>`;

/** What any chat costs at least: a button that lays a frame of another site over the page, with a field that has the focus. */
const floor = (
  frameUrl: string,
) => `<foyer-chat style="position:fixed;right:20px;bottom:20px"><button>Chat</button></foyer-chat><script>
document.querySelector("button").onclick = () => {
  const frame = document.createElement("iframe");
  frame.style = "position:fixed;inset:0;width:100%;height:100%;border:0;background:#fff";
  frame.src = "${frameUrl}";
  frame.onload = () => frame.focus();
  document.documentElement.append(frame);
};</script>`;
const FIELD = `<!doctype html><meta charset="utf-8"><title>Chat</title><input>
<script>document.querySelector("input").focus(); document.body.append(document.createElement("p"));</script>`;

/** `floorOrigin` is where the frame of `/floor` comes from. */
type HostSite = { origin: string; floorOrigin: string; close: () => void };

/**
 * Serves the page as `/plain`, with the snippet of `scriptUrl` as `/with`, and as `/floor` with a frame that is nothing but a
 * field. That frame comes from this server by another name, which is another site than the page's, too.
 */
export async function startHostSite(scriptUrl: string): Promise<HostSite> {
  const pages: Record<string, string> = {
    "/plain": html(""),
    "/with": html(`<script async src="${scriptUrl}"></script>`),
    "/embed/field": FIELD,
  };
  const server = createServer((request, response) => {
    const page = pages[request.url?.split("?")[0] ?? ""];
    response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const floorOrigin = `http://127.0.0.1:${port}`;
  pages["/floor"] = html(floor(`${floorOrigin}/embed/field`));
  // Another host than the installation's, so that to the browser it is another site.
  return { origin: `http://localhost:${port}`, floorOrigin, close: () => server.close() };
}
