/** Whether a server is on this machine, where nobody listens in between. */
export const isLoopback = (host: string) =>
  host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(?:\.\d+){3}$/.test(host);
