import { describe, expect, test } from "vitest";
import { originPattern } from "@/lib/embed/rules";
import { isInitAllowed } from "./protocol";

const parent = {} as Window;
const port = {} as MessagePort;
const init = { foyer: "init", open: true, store: {}, page: { url: "", title: "", referrer: "" } };
const good = { data: init as unknown, origin: "https://shop.example.com", source: parent, ports: [port] };

describe("the frame", () => {
  test("accepts the loader's message from an allowed site", () => {
    expect(isInitAllowed(good, parent, originPattern([]))).toBe(true);
    expect(isInitAllowed(good, parent, originPattern(["shop.example.com"]))).toBe(true);
  });

  test.each([
    ["another window than the one that frames it", { ...good, source: {} as Window }],
    ["no window", { ...good, source: null }],
    ["a site that is not allowed", { ...good, origin: "https://shop.example.com.evil.com" }],
    ["an opaque origin", { ...good, origin: "null" }],
    ["no port", { ...good, ports: [] }],
    ["two ports", { ...good, ports: [port, port] }],
    ["another message", { ...good, data: { foyer: "other" } }],
    ["the port's own protocol", { ...good, data: { type: "open", open: true } }],
    ["a site that only begins like an allowed one", { ...good, origin: "https://shop.example.com:8443" }],
    ["a list", { ...good, data: ["init"] }],
    ["a number", { ...good, data: 1 }],
    ["a text", { ...good, data: "init" }],
    ["nothing", { ...good, data: null }],
  ])("refuses a message with %s", (_, event) => {
    expect(isInitAllowed(event, parent, originPattern(["shop.example.com"]))).toBe(false);
  });
});
