import { expect, test } from "vitest";
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import { measureWidget } from "./measure";

const KB = 1024;

test("the widget stays within its budget in every language", { timeout: 60_000 }, async () => {
  const sizes = await measureWidget();
  for (const locale of WIDGET_LOCALES) {
    const { loader, firstView, ended, emoji, offline, total } = sizes[locale];
    expect(loader, "loader with a typical configuration").toBeLessThanOrEqual(2 * KB);
    expect(firstView, `${locale}: frame until a visitor can type`).toBeLessThanOrEqual(14 * KB);
    expect(offline, `${locale}: what an offline form adds`).toBeLessThanOrEqual(2 * KB);
    expect(ended, `${locale}: what the end of a chat adds`).toBeLessThanOrEqual(2.5 * KB);
    expect(emoji, `${locale}: what the choice of emoji adds`).toBeLessThanOrEqual(3 * KB);
    expect(total, `${locale}: frame with the chat and realtime`).toBeLessThanOrEqual(32 * KB);
  }
});
