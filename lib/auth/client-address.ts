import "server-only";
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { PEER_HEADER } from "@/lib/http/node-adapter";

/** Addresses that belong to nobody on the internet: a connection from there is our own proxy's (RFC 1918, 4193, 6598). */
const internal = new BlockList();
internal.addSubnet("10.0.0.0", 8);
internal.addSubnet("100.64.0.0", 10);
internal.addSubnet("127.0.0.0", 8);
internal.addSubnet("169.254.0.0", 16);
internal.addSubnet("172.16.0.0", 12);
internal.addSubnet("192.168.0.0", 16);
internal.addAddress("::1", "ipv6");
internal.addSubnet("fc00::", 7, "ipv6");
internal.addSubnet("fe80::", 10, "ipv6");

const isInternal = (ip: string) => internal.check(ip, isIPv6(ip) ? "ipv6" : "ipv4");
/** Of an IPv4 address that an IPv6 socket has seen, the IPv4 address. */
const plain = (address: string) => address.replace(/^::ffff:/i, "");
const isAddress = (text: string) => isIPv4(text) || isIPv6(text);

/** The address a request came from, "" when unknown. Serverless hosts have no peer; they write the header themselves. */
export const clientAddress = (headers: Headers): string =>
  addressBehind(headers.get(PEER_HEADER) ?? "", headers.get("x-forwarded-for"));

/**
 * Who is behind `socketPeer`, the other end of the connection. `X-Forwarded-For` is believed only from a proxy in our own
 * network, and of it only the last foreign entry, which that proxy has written: everything before it is the client's to
 * invent.
 */
export function addressBehind(socketPeer: string, forwardedFor: string | null): string {
  const peer = plain(socketPeer);
  if (isAddress(peer) && !isInternal(peer)) return peer;
  const forwarded = (forwardedFor ?? "")
    .split(",")
    .map((entry) => plain(entry.trim()))
    .filter(isAddress);
  return forwarded.findLast((ip) => !isInternal(ip)) ?? (isAddress(peer) ? peer : (forwarded.at(-1) ?? ""));
}

/** What one subscriber of the internet has: the address, of IPv6 the first 64 bits. For counting attempts. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill("0"), ...back].slice(0, 4).join(":").toLowerCase();
}
