import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

/** A name with the hash of its content, as esbuild writes it: `frame-AB12CD34.js`. */
const HASHED = /[-.][A-Z0-9]{8}\.[a-z]+(\.map)?$/;
const FOREVER = "public, max-age=31536000, immutable";
const SHORT = "public, max-age=300, stale-while-revalidate=86400";

/**
 * Serves the files of `public/embed` to any website: precompressed, and cached for ever where the name carries a hash
 * (Next would send `max-age=0`). Answers true when there is such a file; everything else under /embed is a route.
 */
export function embedAssets(dir: string, { dev }: { dev: boolean }) {
  if (!dev && !existsSync(dir)) return () => false;
  const serve = sirv(dir, { dev, etag: true, brotli: !dev, gzip: !dev, extensions: [], setHeaders });
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = request.url ?? "";
    if (!url.startsWith("/embed/") || (request.method !== "GET" && request.method !== "HEAD")) return false;
    // The files are small; and a range that ends before it begins would make sirv throw.
    delete request.headers.range;
    let isFile = true;
    request.url = url.slice("/embed".length);
    serve(request, response, () => {
      isFile = false;
    });
    request.url = url;
    return isFile;
  };
}

function setHeaders(response: ServerResponse, pathname: string): void {
  response.setHeader("Cache-Control", HASHED.test(pathname) ? FOREVER : SHORT);
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  response.setHeader("X-Content-Type-Options", "nosniff");
}
