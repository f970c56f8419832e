import { lookup } from "node:dns";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { assertAllowedHost, ForbiddenAddressError, guardedLookup } from "./guarded-lookup";
import { isPrivateAddress, isPublicAddress } from "./public-address";

test.each([
  "127.0.0.1",
  "127.1.2.3",
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::a00:1",
  "fc00::1",
  "fe80::1",
  "ff02::1",
  "2001:db8::1",
  "2002:a00:1::",
  "localhost",
  "",
])("%s is not on the internet", (address) => expect(isPublicAddress(address)).toBe(false));

test.each(["8.8.8.8", "172.15.255.255", "172.32.0.1", "9.255.255.255", "11.0.0.0", "2606:4700::1111", "2a00:1450::1"])(
  "%s is",
  (address) => expect(isPublicAddress(address)).toBe(true),
);

const resolve = (host: string, allows: (address: string) => boolean, all: boolean) =>
  new Promise((done, fail) => {
    guardedLookup(allows)(host, { all }, (error, address) => (error ? fail(error) : done(address)));
  });

test("a name that leads inward is not connected to, also where one of several addresses does", async () => {
  await expect(resolve("localhost", isPublicAddress, true)).rejects.toBeInstanceOf(ForbiddenAddressError);
  await expect(resolve("localhost", isPublicAddress, false)).rejects.toBeInstanceOf(ForbiddenAddressError);
  const addresses = await promisify(lookup)("localhost", { all: true });
  const [first] = addresses;
  if (addresses.length > 1) {
    await expect(resolve("localhost", (address) => address === first?.address, true)).rejects.toThrow(
      /within a network/,
    );
  }
  expect(await resolve("localhost", () => true, true)).toEqual(addresses);
  expect(await resolve("localhost", () => true, false)).toBe(first?.address);
});

test("an address in place of a name is checked as it is", () => {
  for (const host of ["127.0.0.1", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"]) {
    expect(() => assertAllowedHost(host, isPublicAddress)).toThrow(ForbiddenAddressError);
  }
  expect(() => assertAllowedHost("8.8.8.8", isPublicAddress)).not.toThrow();
  expect(() => assertAllowedHost("push.example.com", isPublicAddress)).not.toThrow();
});

test.each(["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"])(
  "%s is of a network",
  (address) => expect(isPrivateAddress(address)).toBe(true),
);

test.each([
  "8.8.8.8",
  "0.0.0.0",
  "169.254.169.254",
  "::ffff:169.254.169.254",
  "100.100.100.200",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "fe80::1",
  "fd00:ec2::254",
  "2606:4700::1111",
  "localhost",
  "",
])("%s is of none", (address) => expect(isPrivateAddress(address)).toBe(false));
