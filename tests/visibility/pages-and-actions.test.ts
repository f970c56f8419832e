import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** Who sees a page; the page itself asks, because a layout is not rendered for each of its pages. */
const PAGES: Record<string, "public" | "operator" | "supervisor" | "admin"> = {
  "(marketing)": "public",
  account: "operator",
  "account/notifications": "operator",
  admin: "admin",
  "admin/api-keys": "admin",
  "admin/appearance": "admin",
  "admin/audit": "admin",
  "admin/company": "admin",
  "admin/departments": "admin",
  "admin/departments/[departmentId]": "admin",
  "admin/departments/[departmentId]/hours": "admin",
  "admin/departments/[departmentId]/routing": "admin",
  "admin/departments/new": "admin",
  "admin/health": "admin",
  "admin/operators": "admin",
  "admin/retention": "admin",
  "admin/reviews": "admin",
  "admin/settings": "admin",
  "admin/settings/channels": "admin",
  "admin/settings/check": "admin",
  "admin/settings/operators": "admin",
  "admin/snippets": "admin",
  "admin/start": "admin",
  "admin/tags": "admin",
  "admin/webhooks": "admin",
  "admin/webhooks/[webhookId]": "admin",
  board: "supervisor",
  docs: "public",
  "docs/[page]": "public",
  "docs/api": "public",
  inbox: "operator",
  "inbox/[chatId]": "operator",
  "invite/[token]": "public",
  login: "public",
  offline: "operator",
  replies: "operator",
  reports: "supervisor",
  "reports/chats": "supervisor",
  "reports/staffing": "supervisor",
  "reports/staffing/what-if": "supervisor",
  reviews: "operator",
  "reviews/[chatId]": "operator",
  routing: "supervisor",
  setup: "public",
  "visitors/blocks": "operator",
  visitors: "operator",
  team: "operator",
};
/** Only leads on, to a page that asks. */
const REDIRECTS = ["admin"];

const filesNamed = (name: string) =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .sort();

const OPERATOR = /\brequireOperatorPage\(/;
const ADMIN = /\b(?:requireAdminPage|readDepartment)\(/;
const NO_OPERATOR = /actor\.role === "operator"\) notFound\(\)/;

describe("every page", () => {
  test("is known here, with who may see it: add a row for a new one", () => {
    const found = filesNamed("page.tsx").map((file) => file.replace(/\/?page\.tsx$/, ""));
    expect(found.sort()).toEqual(Object.keys(PAGES).sort());
  });

  test.each(Object.entries(PAGES))("%s asks by itself for: %s", (path, who) => {
    const source = readFileSync(`app/${path}/page.tsx`, "utf8");
    if (who === "public" || REDIRECTS.includes(path)) return;
    if (who === "admin") expect(source).toMatch(ADMIN);
    else expect(source).toMatch(OPERATOR);
    if (who === "supervisor") expect(source).toMatch(NO_OPERATOR);
  });
});

/** Who may call the actions of a file; each action asks first, before it reads what it was given. */
const ACTIONS: Record<string, "public" | "operator" | "admin"> = {
  "account/actions.ts": "operator",
  "account/notifications/actions.ts": "operator",
  "actions.ts": "public",
  "admin/api-keys/actions.ts": "admin",
  "admin/appearance/actions.ts": "admin",
  "admin/company/actions.ts": "admin",
  "admin/departments/actions.ts": "admin",
  "admin/operators/actions.ts": "admin",
  "admin/retention/actions.ts": "admin",
  "admin/reviews/actions.ts": "admin",
  "admin/settings/actions.ts": "admin",
  "admin/snippets/actions.ts": "admin",
  "admin/start/actions.ts": "admin",
  "admin/tags/actions.ts": "admin",
  "admin/webhooks/actions.ts": "admin",
  "invite/[token]/actions.ts": "public",
  "login/actions.ts": "public",
  "offline/actions.ts": "operator",
  "replies/actions.ts": "operator",
  "reviews/actions.ts": "operator",
  "routing/actions.ts": "operator",
  "setup/actions.ts": "public",
  "visitors/blocks/actions.ts": "operator",
};

describe("every file of server actions", () => {
  test("is known here, with who may call it: add a row for a new one", () => {
    expect(filesNamed("actions.ts")).toEqual(Object.keys(ACTIONS).sort());
  });

  test.each(Object.entries(ACTIONS))("%s asks for: %s", (file, who) => {
    if (who === "public") return;
    const source = readFileSync(`app/${file}`, "utf8");
    const guard = who === "admin" ? /\badminContext\(/ : /\b(?:operatorContext|adminContext)\(/;
    expect(source).toMatch(guard);
  });
});
