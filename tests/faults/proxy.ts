import { createServer, type Server, Socket } from "node:net";

/** What one proxy does to what passes it; may be changed at any moment. */
export type Weather = {
  /** New connections are cut at once. */
  refuse: boolean;
  /** New connections come about and carry nothing. */
  silent: boolean;
  /** New WebSockets are cut at once; HTTP passes. */
  refuseUpgrades: boolean;
  /** Milliseconds that every piece waits, each way. */
  delayMs: number;
  /** Bytes per second towards the client; 0: as fast as it goes. */
  bytesPerSecond: number;
};

const FAIR: Weather = { refuse: false, silent: false, refuseUpgrades: false, delayMs: 0, bytesPerSecond: 0 };

type Link = { client: Socket; server: Socket; isUpgraded: boolean; isHalfOpen: boolean; isStalled: boolean };

/** A TCP proxy on a port of its own, on the way from clients to a server, that can be as bad as a network can be. */
export class FaultProxy {
  /** WebSockets that were ever asked for. */
  upgrades = 0;
  readonly weather: Weather = { ...FAIR };
  #targetPort: number;
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #port = 0;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address && typeof address === "object") this.#port = address.port;
    return this;
  }

  /** From here on new connections go there, as a load balancer does it; those that stand are cut. Answers how many. */
  leadTo(targetPort: number): number {
    this.#targetPort = targetPort;
    return this.reset();
  }

  calm(): void {
    Object.assign(this.weather, FAIR);
  }

  /** Every connection ends with a reset, in the middle of whatever it carries. Answers how many. */
  reset(which: "all" | "sockets" = "all"): number {
    const links = this.#of(which);
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    return links.length;
  }

  /** Both ends stay open and hear nothing any more, for good: what was on its way is lost. Answers how many. */
  halve(which: "all" | "sockets" = "all"): number {
    const links = this.#of(which);
    for (const link of links) link.isHalfOpen = true;
    return links.length;
  }

  /** The client reads nothing more: what the server sends piles up on its side. Answers how many. */
  stall(which: "all" | "sockets" = "all"): number {
    const links = this.#of(which);
    for (const link of links) {
      link.isStalled = true;
      link.server.pause();
    }
    return links.length;
  }

  unstall(): void {
    for (const link of this.#links) {
      link.isStalled = false;
      link.server.resume();
    }
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #of = (which: "all" | "sockets") => [...this.#links].filter(({ isUpgraded }) => which === "all" || isUpgraded);

  #accept(client: Socket): void {
    client.on("error", () => client.destroy());
    if (this.weather.refuse) return void client.resetAndDestroy();
    const server = new Socket().connect({ host: "127.0.0.1", port: this.#targetPort, noDelay: true });
    const link: Link = { client, server, isUpgraded: false, isHalfOpen: this.weather.silent, isStalled: false };
    this.#links.add(link);
    server.on("error", () => server.destroy());
    client.once("data", (chunk: Buffer) => {
      link.isUpgraded = chunk.subarray(0, 9).toString("latin1") === "GET /app/";
      if (link.isUpgraded) this.upgrades++;
      if (link.isUpgraded && this.weather.refuseUpgrades) client.destroy();
    });
    this.#pass(link, client, server, false);
    this.#pass(link, server, client, true);
  }

  #pass(link: Link, from: Socket, to: Socket, isTowardsClient: boolean): void {
    const inTurn = inOrder();
    from.on("data", (chunk: Buffer) => {
      if (link.isHalfOpen) return;
      const { delayMs, bytesPerSecond } = this.weather;
      const slow = isTowardsClient && bytesPerSecond > 0 ? (chunk.length / bytesPerSecond) * 1000 : 0;
      inTurn(delayMs + slow, () => {
        if (link.isHalfOpen || to.destroyed) return;
        if (!to.write(chunk)) {
          from.pause();
          to.once("drain", () => (isTowardsClient && link.isStalled ? undefined : from.resume()));
        }
      });
    });
    from.on("close", () => {
      this.#links.delete(link);
      // Whoever is cut off by a half-open connection does not hear of its end either.
      if (!link.isHalfOpen) inTurn(0, () => to.destroy());
      else if (!isTowardsClient) to.destroy();
    });
  }
}

/** Runs what it is given after so many milliseconds, but never before what it was given earlier. */
function inOrder(): (ms: number, act: () => void) => void {
  const queue: { due: number; act: () => void }[] = [];
  const pump = () => {
    for (let next = queue[0]; next; next = queue[0]) {
      const wait = next.due - performance.now();
      if (wait > 0) return void setTimeout(pump, wait);
      queue.shift();
      next.act();
    }
  };
  return (ms, act) => {
    if (queue.length === 0 && ms <= 0) return act();
    queue.push({ due: Math.max(queue.at(-1)?.due ?? 0, performance.now() + ms), act });
    if (queue.length === 1) setTimeout(pump, ms);
  };
}
