import { isIPv6 } from "node:net";

/** Counts open sockets by address, so that one machine cannot take all of them. */
export class AddressCounter {
  readonly #limit: number;
  readonly #sockets = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Takes a place and answers how to give it back, or undefined when the address has none left. */
  take(address: string): (() => void) | undefined {
    const network = networkOf(address);
    const count = this.#sockets.get(network) ?? 0;
    if (count >= this.#limit) return undefined;
    this.#sockets.set(network, count + 1);
    return () => this.#release(network);
  }

  #release(network: string): void {
    const count = (this.#sockets.get(network) ?? 1) - 1;
    if (count > 0) this.#sockets.set(network, count);
    else this.#sockets.delete(network);
  }
}

/** An IPv4 address itself; of IPv6 the /64 network, since one customer commonly owns all addresses of it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [left = "", right] = address.toLowerCase().replace(/%.*/, "").split("::");
  const head = left ? left.split(":") : [];
  const tail = right ? right.split(":") : [];
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...new Array<string>(zeros).fill("0"), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
