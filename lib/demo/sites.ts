import type { DemoDepartment } from "@/db/seed-demo";

/** A page of a foreign website: its texts are `messages/<locale>/demo.json` under `pages.<name>`. */
export type DemoPage = {
  path: string;
  name: "toms" | "tomsOrders" | "tomsCorporate" | "bikes" | "hardware" | "autoParts";
  look: "toms" | "bikes" | "hardware" | "autoParts";
  /** Whose snippet the page carries: the company's, or that of one department. */
  snippet: "company" | DemoDepartment["slug"];
};

export const DEMO_PAGES: DemoPage[] = [
  { path: "/demo/toms", name: "toms", look: "toms", snippet: "company" },
  { path: "/demo/toms/orders", name: "tomsOrders", look: "toms", snippet: "company" },
  { path: "/demo/toms/corporate", name: "tomsCorporate", look: "toms", snippet: "corporate-accounts" },
  { path: "/demo/bikes", name: "bikes", look: "bikes", snippet: "bikes" },
  { path: "/demo/hardware", name: "hardware", look: "hardware", snippet: "hardware" },
  { path: "/demo/auto-parts", name: "autoParts", look: "autoParts", snippet: "auto-parts" },
];

/** Pages of the same website, for its navigation. */
export const siblingsOf = (page: DemoPage) => DEMO_PAGES.filter(({ look }) => look === page.look);

/**
 * Two addresses of this machine that browsers take for different sites: a page on one sees the widget's frame as a
 * stranger's. Anywhere else the demo shares the installation's origin.
 */
export function otherOrigin(origin: string): string {
  const url = new URL(origin);
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  else if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return url.origin;
}

/** Whether `siteUrl` is this path of a demo site: on this machine under any port, or under PUBLIC_URL. */
export function isDemoAddress(siteUrl: string | null, path: string, publicUrl: string | undefined): boolean {
  if (!siteUrl || !URL.canParse(siteUrl)) return false;
  const { origin, hostname, pathname, search, hash } = new URL(siteUrl);
  const isOurs =
    ["127.0.0.1", "localhost"].includes(hostname) || (publicUrl !== undefined && origin === new URL(publicUrl).origin);
  return isOurs && pathname + search + hash === path;
}
