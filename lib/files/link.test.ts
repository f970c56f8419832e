import { expect, test } from "vitest";
import { isSignedLink, linkExpiry, signFileLink } from "./link";
import { LINK_MINUTES } from "./rules";

const secret = "for tests only, and long enough to be a secret";
const target = { chatId: "11111111-1111-4111-8111-111111111111", fileId: "22222222-2222-4222-8222-222222222222" };
const now = new Date("2026-03-02T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const search = (link: string) => new URL(link, "http://chat.test").searchParams;

test("a signed address is good until its end, for its file of its chat, and with our secret", () => {
  const good = search(signFileLink(target, later(10), secret));
  expect(isSignedLink(target, good, now, secret)).toBe(true);
  expect(isSignedLink(target, good, later(9.9), secret)).toBe(true);
  expect(isSignedLink(target, good, later(10), secret)).toBe(false);
  expect(isSignedLink({ ...target, fileId: target.chatId }, good, now, secret)).toBe(false);
  expect(isSignedLink({ ...target, chatId: target.fileId }, good, now, secret)).toBe(false);
  expect(isSignedLink(target, good, now, `${secret}!`)).toBe(false);
});

test("nobody can make one last longer, or up", () => {
  const link = search(signFileLink(target, later(10), secret));
  const expires = String(Number(link.get("expires")) + 3600);
  const signature = link.get("signature") ?? "";
  for (const forged of [
    { expires, signature },
    { expires: link.get("expires") ?? "", signature: `${signature}A` },
    { expires: link.get("expires") ?? "", signature: signature.slice(1) },
    { expires: `${link.get("expires")} `, signature },
    { expires: "", signature },
    { expires: "NaN", signature },
    { expires, signature: "" },
    { expires: "", signature: "" },
  ]) {
    expect(isSignedLink(target, new URLSearchParams(forged), now, secret)).toBe(false);
  }
});

test("addresses stay the same for a while, and work for at least as long", () => {
  const ends = [0, 1, 14.9].map((minutes) => linkExpiry(later(minutes)).getTime());
  expect(new Set(ends).size).toBe(1);
  expect(linkExpiry(later(15)).getTime()).toBeGreaterThan(ends[0] ?? 0);
  for (const minutes of [0, 7, 14.9]) {
    const left = linkExpiry(later(minutes)).getTime() - later(minutes).getTime();
    expect(left).toBeGreaterThanOrEqual(LINK_MINUTES * 60_000);
    expect(left).toBeLessThanOrEqual(2 * LINK_MINUTES * 60_000);
  }
});
