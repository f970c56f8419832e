import { fileURLToPath } from "node:url";

const COMMON_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
];

// What is of our own may stand in no frame (clickjacking). Pages get a stricter policy in proxy.ts; the widget's frame sets
// its own ancestors, by department; the demo sites play foreign sites.
const PAGE_POLICY = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const OWN_PAGES = "/((?!embed/|demo/|demo$).*)";

/** @type {import("next").NextConfig} */
const config = {
  // Read here and not in lib/env.ts, because Next loads this file first; tests build beside a running server.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // These open files, workers or sockets of their own, or are native.
  serverExternalPackages: ["@electric-sql/pglite", "ws", "pg", "sharp", "pino", "grammy"],
  // Read when they are asked for, so that hosts which pack only what is imported must be told of them.
  outputFileTracingIncludes: { "/docs/[page]": ["./docs/**/*.md"] },
  // Logos are re-encoded to their size at upload.
  images: { unoptimized: true },
  // `npm run check` does it for everything. Here it would fail a start for a test's sake, and where development
  // packages are left out, what the tests import is not even there.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // In development Next would print what server actions are given: passwords among it.
  logging: { serverFunctions: false },
  // The demo sites on 127.0.0.1 load from the same development server as the app on localhost.
  allowedDevOrigins: ["127.0.0.1"],
  experimental: {
    // A logo of 2 MB and the fields around it; the default is 1 MB.
    serverActions: { bodySizeLimit: "3mb" },
    // A page is loaded when somebody first asks for it: all of them take half a second of each start and 50 MB.
    preloadEntriesOnStart: false,
  },
  headers: async () => [
    { source: "/:path*", headers: COMMON_HEADERS },
    {
      source: OWN_PAGES,
      headers: [
        { key: "Content-Security-Policy", value: PAGE_POLICY },
        // For browsers and scanners that know no `frame-ancestors`.
        { key: "X-Frame-Options", value: "DENY" },
      ],
    },
    // For hosts without server.ts. esbuild puts a hash of the content into these names; no key (22 characters) fits them.
    {
      source: "/embed/:file([a-z]{3,9}(?:-[a-z]{2})?-[A-Z0-9]{8}\\.(?:js|css))",
      headers: [
        { key: "Cache-Control", value: "public, max-age=31536000, immutable" },
        // A page imports what its loader needs later.
        { key: "Access-Control-Allow-Origin", value: "*" },
        { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
      ],
    },
  ],
};

export default config;
