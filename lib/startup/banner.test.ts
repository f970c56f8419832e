import { expect, test } from "vitest";
import { banner } from "@/lib/startup/banner";

const local = {
  port: 3000,
  publicUrl: undefined,
  setupToken: null,
  database: "embedded",
  dataDir: "./data",
  realtime: "embedded",
  readyInMs: 1234,
} as const;

test("the set-up link with its token is shown only while there is no admin", () => {
  expect(banner({ ...local, setupToken: "abc" })).toContain("http://localhost:3000/setup?token=abc");
  expect(banner(local)).not.toContain("/setup");
});

test("the demo sites are on another site than the inbox", () => {
  expect(banner(local)).toContain("http://localhost:3000/inbox");
  expect(banner(local)).toContain("http://127.0.0.1:3000/demo");
});

test("with a public address every link uses it", () => {
  const text = banner({ ...local, publicUrl: "https://chat.example.com", setupToken: "abc" });
  expect(text).toContain("https://chat.example.com/setup?token=abc");
  expect(text).not.toMatch(/localhost|127\.0\.0\.1/);
});
