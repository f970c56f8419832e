import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

export type Host = { url: string; close: () => Promise<void> };

/** A website that is not ours: another origin, with what the test wants on it; `html` are the attributes of its root. */
export async function hostPage(body: string, headers: Record<string, string> = {}, html = 'lang="en"'): Promise<Host> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(`<!doctype html><html ${html}><title>Host</title><body><h1>Host page</h1>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** What a page shows and says that carries the snippet `src`: launchers, and console lines of ours or errors. */
export async function consoleLinesOf(page: Page, src: string): Promise<{ launchers: number; lines: string[] }> {
  const host = await hostPage(`<script async src="${src}"></script>`);
  const lines: string[] = [];
  page.on("console", (message) => message.text().startsWith("Foyer") && lines.push(message.text()));
  page.on("pageerror", (error) => lines.push(`error ${error.message}`));
  await page.goto(host.url, { waitUntil: "networkidle" });
  const launchers = await page.locator("foyer-chat").count();
  await host.close();
  return { launchers, lines };
}

/** Collects what the browser reports of a page and its frames; gives what that was so far. */
export function consoleTroubles(page: Page): () => string[] {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  // The browser asks every page for an icon; that a policy refuses it is the host's own business.
  return () => troubles.filter((line) => !line.includes("favicon"));
}
