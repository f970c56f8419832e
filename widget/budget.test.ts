import { expect, test } from "vitest";
import { measureWidget } from "./measure";

const KB = 1024;

test.each(["en", "ru"] as const)("the widget in %s stays within its budget", { timeout: 60_000 }, async (locale) => {
  const { loader, firstView, total } = await measureWidget(locale);
  expect(loader, "loader with a typical configuration").toBeLessThanOrEqual(2 * KB);
  expect(firstView, "frame until a visitor can type").toBeLessThanOrEqual(14 * KB);
  expect(total, "frame with the chat and realtime").toBeLessThanOrEqual(32 * KB);
});
