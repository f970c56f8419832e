import { BlockList, isIP, isIPv4 } from "node:net";

const inward = new BlockList();
// IANA's registries of special-purpose addresses (RFC 6890 and later): whatever is not a host of the public internet.
const IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
for (const [network, prefix] of IPV4) inward.addSubnet(network, prefix, "ipv4");

/** Of IPv6 only global unicast is let through, without what stands for documentation or for something within. */
const outward = new BlockList();
outward.addSubnet("2000::", 3, "ipv6");
const IPV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  // 6to4 carries an IPv4 address inside, which nobody has looked at.
  ["2002::", 16],
  ["3fff::", 20],
] as const;
for (const [network, prefix] of IPV6) inward.addSubnet(network, prefix, "ipv6");

/** Whether an IP address is one of the public internet. Anything that is no address is not. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !inward.check(address, "ipv4");
  return outward.check(address, "ipv6") && !inward.check(address, "ipv6");
}
