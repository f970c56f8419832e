import { describe, expect, test } from "vitest";
import { loadMessages } from "@/lib/i18n/messages";
import { AUDIT_ACTIONS, AUDIT_KINDS, isAuditAction } from "./schemas";

const textAt = (texts: object, path: string) =>
  path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), texts);

describe.each(["en", "ru"] as const)("the log in %s", (locale) => {
  const { audit } = loadMessages(locale);

  test("has a sentence for every action, and no other ones", () => {
    const worded = Object.entries(audit.actions).flatMap(([kind, verbs]) =>
      Object.keys(verbs).map((v) => `${kind}.${v}`),
    );
    expect(worded.sort()).toEqual([...AUDIT_ACTIONS].sort());
    for (const action of AUDIT_ACTIONS) expect(textAt(audit.actions, action)).toContain("{who}");
  });

  test("has a name for every kind of action, and no other ones", () => {
    const kinds = [...new Set(AUDIT_ACTIONS.map((action) => action.split(".", 1)[0]))];
    expect([...AUDIT_KINDS].sort()).toEqual(kinds.sort());
    expect(Object.keys(audit.kinds).sort()).toEqual(kinds.sort());
  });
});

test("an action of a later version is not taken for one of ours", () => {
  expect(isAuditAction("department.updated")).toBe(true);
  expect(isAuditAction("department.painted")).toBe(false);
});
