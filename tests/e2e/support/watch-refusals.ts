import type { Browser, BrowserContext, Request } from "@playwright/test";

/** The server refused or failed (a status from 500 up), or nothing came back; what a page breaks off itself is not counted. */
const isBrokenOff = (errorText: string | undefined) => errorText === "net::ERR_ABORTED";

/**
 * Gathers what the server could not answer in the contexts that open from now on: where a journey fails because of it, the
 * log says so.
 * @returns the lines so far, and how to stop
 */
export function watchRefusals(browser: Browser): { lines: string[]; stop: () => void } {
  const lines: string[] = [];
  const startedAt = Date.now();
  const note = (request: Request, what: string) => {
    const { pathname } = new URL(request.url());
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    lines.push(`${seconds} s: ${request.method()} ${pathname} ${what}`);
  };
  const watch = (context: BrowserContext) => {
    context.on("response", (response) => {
      if (response.status() >= 500) note(response.request(), String(response.status()));
    });
    context.on("requestfailed", (request) => {
      const errorText = request.failure()?.errorText;
      if (!isBrokenOff(errorText)) note(request, errorText ?? "failed");
    });
  };
  browser.on("context", watch);
  return { lines, stop: () => void browser.off("context", watch) };
}
