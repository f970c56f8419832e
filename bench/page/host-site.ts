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

/** Serves the page as `/plain` and, with the snippet of `scriptUrl`, as `/with`. */
export async function startHostSite(scriptUrl: string): Promise<{ origin: string; close: () => void }> {
  const pages: Record<string, string> = {
    "/plain": html(""),
    "/with": html(`<script async src="${scriptUrl}"></script>`),
  };
  const server = createServer((request, response) => {
    const page = pages[request.url?.split("?")[0] ?? ""];
    response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Another host than the installation's, so that to the browser it is another site.
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
