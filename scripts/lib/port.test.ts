import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { explainListenError, portProblem } from "@/scripts/lib/port.mjs";

test("a port in use is named with the remedy, a free one is no problem", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  expect(await portProblem("127.0.0.1", port)).toMatch(
    new RegExp(`^Port ${port} is already in use .*PORT=\\d+ npm start$`),
  );
  await new Promise((resolve) => other.close(resolve));
  expect(await portProblem("127.0.0.1", port)).toBeNull();
});

test("an address that is none of this machine is named", async () => {
  expect(await portProblem("192.0.2.1", 3000)).toMatch(/^HOST=192\.0\.2\.1 is not an address of this machine\./);
});

test("a port that needs more rights says so", () => {
  const refused = Object.assign(new Error("listen EACCES"), { code: "EACCES" });
  expect(explainListenError(refused, "0.0.0.0", 80)).toMatch(/^Port 80 needs more rights/);
});
