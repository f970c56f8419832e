import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Resolve } from "@/lib/net/guarded-lookup";
import { startReceiver } from "@/tests/support/webhooks/receiver";
import { createWebhookTransport } from "./transport";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answers(204);
});
afterAll(() => receiver.close());

const leadingTo =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
const request = (url: string) => ({ url, headers: { "webhook-id": "1" }, body: "{}" });
const within = createWebhookTransport({ allowsPrivate: true });
const impatient = createWebhookTransport({ allowsPrivate: true, timeoutMs: 300 });

describe("a receiver within the network", () => {
  test.each([
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "https://192.168.0.1/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://0.0.0.0/",
    "https://localhost/",
  ])("is not connected to: %s", async (url) => {
    const asked = new URL(url);
    asked.port = String(receiver.port);
    const outcome = await createWebhookTransport({ allowsPrivate: false })(request(asked.href));
    expect(outcome).toMatchObject({ failure: "address", status: null });
    expect(receiver.received).toEqual([]);
  });

  test("nor is a name that leads there, or in part there, or that leads elsewhere each time it is asked", async () => {
    const to = (...addresses: string[]) =>
      createWebhookTransport({ allowsPrivate: false, resolve: leadingTo(...addresses) })(
        request(`https://hooks.example.com:${receiver.port}/`),
      );
    for (const addresses of [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["169.254.169.254"]]) {
      expect(await to(...addresses)).toMatchObject({ failure: "address" });
    }
    // What is looked at is what is connected to: nobody asks a second time.
    let asked = 0;
    const turning: Resolve = (host, options, done) => {
      asked++;
      leadingTo(asked === 1 ? "10.0.0.1" : "127.0.0.1")(host, options, done);
    };
    const turned = createWebhookTransport({ allowsPrivate: false, resolve: turning });
    expect(await turned(request(`https://hooks.example.com:${receiver.port}/`))).toMatchObject({ failure: "address" });
    expect(asked).toBe(1);
    expect(receiver.received).toEqual([]);
  });

  test("is where that is allowed, but not where clouds hand out keys, and not the internet without TLS", async () => {
    const { port } = receiver;
    expect(await within(request(receiver.url))).toMatchObject({ failure: null, status: 204 });
    for (const url of ["http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://100.100.100.200/"]) {
      expect(await within(request(url))).toMatchObject({ failure: "address" });
    }
    const outside = createWebhookTransport({ allowsPrivate: true, resolve: leadingTo("93.184.216.34") });
    expect(await outside(request(`http://hooks.example.com:${port}/`))).toMatchObject({ failure: "address" });
    const named = createWebhookTransport({ allowsPrivate: true, resolve: leadingTo("127.0.0.1") });
    expect(await named(request(`http://hooks.example.com:${port}/`))).toMatchObject({ failure: null });
  });
});

describe("what a receiver does", () => {
  test("its answer is kept, without what nobody could show", async () => {
    receiver.answers((response) => response.writeHead(500).end("no\u0000 way"));
    expect(await within(request(receiver.url))).toMatchObject({ failure: "status", status: 500, text: "no  way" });
  });

  test("it leads elsewhere: nobody follows", async () => {
    receiver.answers((response) => response.writeHead(302, { location: receiver.url }).end());
    expect(await within(request(receiver.url))).toMatchObject({ failure: "redirect", status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  test("it says nothing, or drips its answer: the time is up", async () => {
    const drips = (response: ServerResponse) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    };
    for (const answer of [() => undefined, drips]) {
      receiver.answers(answer);
      expect(await impatient(request(receiver.url))).toMatchObject({ failure: "timeout", status: null });
    }
  });

  test("it never stops answering: the first kilobyte is enough", async () => {
    receiver.answers((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("ж".repeat(50_000)));
      };
      response.on("drain", more);
      more();
    });
    const outcome = await within(request(receiver.url));
    expect(outcome).toMatchObject({ failure: null, status: 200 });
    expect(outcome.text).toBe("ж".repeat(512));
  });

  test("it is not there, or hangs up in the middle", async () => {
    receiver.answers((response) => response.destroy());
    expect(await within(request(receiver.url))).toMatchObject({ failure: "network", status: null });
    expect(await within(request("http://127.0.0.1:9/"))).toMatchObject({ failure: "address" });
    const gone = await startReceiver();
    await gone.close();
    expect(await within(request(gone.url))).toMatchObject({
      failure: "network",
      error: expect.stringMatching(/REFUSED/),
    });
  });
});
