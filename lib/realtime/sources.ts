import type { RealtimeClientConfig } from "./events";

/** Addresses that a page on `host` connects to for realtime, in the words of `connect-src`. */
export function realtimeSources({ cluster, host, port, tls }: RealtimeClientConfig, ownHost: string): string {
  if (cluster) return `wss://ws-${cluster}.pusher.com`;
  const address = host ? `${host}${port ? `:${port}` : ""}` : ownHost;
  if (!/^[\w.:[\]-]+$/.test(address)) return "";
  // Behind a proxy we do not know which of the two the browser uses for our own address.
  return host ? `${tls === false ? "ws" : "wss"}://${address}` : `ws://${address} wss://${address}`;
}
