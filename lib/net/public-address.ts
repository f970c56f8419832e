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

const within = new BlockList();
for (const [network, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  within.addSubnet(network, prefix, "ipv4");
}
within.addAddress("::1", "ipv6");
within.addSubnet("fc00::", 7, "ipv6");

/** Where clouds tell whoever asks about the machine, with its keys; those of other clouds are link-local. */
const metadata = new BlockList();
metadata.addAddress("100.100.100.200", "ipv4");
metadata.addAddress("fd00:ec2::254", "ipv6");

/**
 * Whether an IP address is this machine's own or of a network such as a company's. Link-local addresses are not, nor is
 * any at which a cloud hands out the machine's keys. An IPv4 address that is written as one of IPv6 counts as what it is.
 */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  return within.check(address, type) && !metadata.check(address, type);
}
