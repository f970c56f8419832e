import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";

const problemsOf = (source: Record<string, string>) => {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems.map((line) => line.split(":")[0]);
    throw error;
  }
};

describe("the environment", () => {
  test("needs nothing: everything has a default", () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, HOST: "0.0.0.0", DATA_DIR: "./data" });
  });

  test("counts an empty variable as not set", () => {
    expect(parseEnv({ DATABASE_URL: "", PORT: "", PUSHER_KEY: "" })).toMatchObject({ PORT: 3000 });
  });

  test.each([
    ["0", false],
    ["1", true],
    ["65535", true],
    ["65536", false],
    ["3000.5", false],
    ["http", false],
  ])("takes PORT=%s: %s", (PORT, fine) => {
    expect(problemsOf({ PORT })).toEqual(fine ? [] : ["PORT"]);
  });

  test("names every wrong variable at once", () => {
    expect(problemsOf({ PORT: "x", DATABASE_URL: "mysql://a", PUBLIC_URL: "ftp://x", AUTH_SECRET: "short" })).toEqual([
      "PORT",
      "PUBLIC_URL",
      "DATABASE_URL",
      "AUTH_SECRET",
    ]);
  });

  test("wants the Pusher settings whole or not at all", () => {
    expect(problemsOf({ PUSHER_KEY: "k" })).toEqual(["PUSHER_APP_ID, PUSHER_SECRET"]);
    expect(problemsOf({ PUSHER_KEY: "k", PUSHER_APP_ID: "1", PUSHER_SECRET: "s" })).toEqual([
      "PUSHER_CLUSTER or PUSHER_HOST",
    ]);
    expect(problemsOf({ PUSHER_KEY: "k", PUSHER_APP_ID: "1", PUSHER_SECRET: "s", PUSHER_HOST: "h" })).toEqual([]);
  });

  test("on a serverless host wants what cannot be embedded there", () => {
    expect(problemsOf({ VERCEL: "1" })).toEqual(["DATABASE_URL", "PUSHER_KEY", "AUTH_SECRET"]);
  });

  test("drops the slash at the end of PUBLIC_URL", () => {
    expect(parseEnv({ PUBLIC_URL: "https://chat.example.com/" }).PUBLIC_URL).toBe("https://chat.example.com");
  });
});
