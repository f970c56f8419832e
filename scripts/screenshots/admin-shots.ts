import type { Page } from "@playwright/test";
import { writeAuditEntries } from "./audit-entries";
import type { Departments } from "./cast";
import { writeDepartmentStates } from "./department-states";
import type { Shot } from "./shots";
import { writeWeeksOfLegs } from "./weeks-of-legs";

const submit = (page: Page) => page.locator("main form button[type=submit]").first().click();

/** The pages of the admin, and those beside the inbox. */
export function adminShots(ids: Departments): Shot[] {
  const department = (name: string, part = "") => `/admin/departments/${ids[name]}${part}`;
  return [
    { name: "login", at: "/login", as: "nobody" },
    { name: "home", at: "/" },
    ...["company", "department", "snippet", "chat", "colleague"].map((step) => ({
      name: `start-${step}`,
      at: `/admin/start?step=${step}`,
      whole: true,
    })),
    { name: "departments", at: "/admin/departments" },
    { name: "new-department", at: "/admin/departments/new" },
    { name: "operators", at: "/admin/operators" },
    { name: "tags", at: "/admin/tags" },
    { name: "snippets", at: "/admin/snippets" },
    { name: "company", at: "/admin/company" },
    { name: "webhooks", at: "/admin/webhooks" },
    { name: "api-keys", at: "/admin/api-keys" },
    {
      name: "api-keys-new",
      at: "/admin/api-keys",
      async act(page) {
        await page.locator("main header button").last().click();
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "api-docs", at: "/docs/api", as: "nobody", whole: true },
    {
      name: "audit",
      at: "/admin/audit",
      whole: true,
      async act(page) {
        await writeAuditEntries();
        await page.reload({ waitUntil: "networkidle" });
        await page.locator("main li summary").first().click();
      },
    },
    { name: "audit-nothing", at: "/admin/audit?kind=audit" },
    { name: "health", at: "/admin/health", whole: true },
    { name: "retention", at: "/admin/retention" },
    {
      name: "retention-confirm",
      at: "/admin/retention",
      async act(page) {
        await writeAuditEntries();
        await page.locator("[name=auditAfterDays]").fill("365");
        await submit(page);
        await page.getByRole("alertdialog").waitFor();
      },
    },
    {
      name: "retention-error",
      at: "/admin/retention",
      async act(page) {
        await page.locator("[name=chatsAfterDays]").fill("0");
        await page.locator("[name=auditAfterDays]").fill("30");
        await submit(page);
        await page.locator("[name=auditAfterDays][aria-invalid=true]").waitFor();
      },
    },
    { name: "reports", at: "/reports", whole: true },
    { name: "reports-chats", at: "/reports/chats?period=week&of=chats" },
    {
      name: "staffing",
      at: "/reports/staffing",
      whole: true,
      async act(page) {
        await writeWeeksOfLegs("Pre Sales");
        await page.reload({ waitUntil: "networkidle" });
        await page.locator("table").waitFor();
      },
    },
    {
      name: "what-if",
      at: "/reports/staffing/what-if?period=weeks&operators=-1&reassign=1",
      whole: true,
      async act(page) {
        await writeWeeksOfLegs("Pre Sales");
        await page.reload({ waitUntil: "networkidle" });
        await page.locator("main details").last().locator("summary").click();
      },
    },
    { name: "what-if-as-is", at: `/reports/staffing/what-if?department=${ids["Pre Sales"]}`, whole: true },
    { name: "what-if-nothing", at: "/reports/staffing/what-if?period=custom&from=2020-01-01&to=2020-01-02" },
    {
      name: "what-if-error",
      at: "/reports/staffing/what-if?period=custom&from=2020-02-02&to=2020-01-01&load=many&idle=3&fromHour=8",
      whole: true,
    },
    {
      name: "reports-availability",
      at: `/reports?department=${ids["Pre Sales"]}`,
      whole: true,
      async act(page) {
        await writeDepartmentStates("Pre Sales");
        await page.reload({ waitUntil: "networkidle" });
      },
    },
    { name: "staffing-nothing", at: `/reports/staffing?department=${ids["Kitchen Planning"]}` },
    { name: "account", at: "/account" },
    { name: "notifications", at: "/account/notifications", whole: true },
    { name: "demo", at: "/demo" },
    { name: "demo-playground", at: "/demo/playground", whole: true },
    { name: "department", at: department("Pre Sales"), whole: true },
    { name: "department-routing", at: department("Pre Sales", "/routing"), whole: true },
    {
      name: "department-routing-error",
      at: department("Pre Sales", "/routing"),
      async act(page) {
        await page.locator("[name=queueLimitMinutes]").fill("many");
        await page.locator("[name=closeIdleAfterMinutes]").fill("3");
        await submit(page);
        await page.locator("[name=queueLimitMinutes][aria-invalid=true]").waitFor();
      },
    },
    { name: "department-routing-members", at: department("OCC Bikes", "/routing"), whole: true },
    { name: "department-hours", at: department("Kitchen Planning", "/hours"), whole: true },
    { name: "department-hours-always", at: department("OCC Bikes", "/hours") },
    {
      name: "department-hours-error",
      at: department("Kitchen Planning", "/hours"),
      whole: true,
      async act(page) {
        await page.locator("[name=timeZone]").fill("Mars/Olympus");
        await page.locator('[name="hours.1.from"]').fill("11:00");
        await page.locator('[name="holidays.0.date"]').fill("");
        await submit(page);
        await page.locator("[name=timeZone][aria-invalid=true]").waitFor();
      },
    },
    { name: "settings", at: "/admin/settings", whole: true },
    {
      name: "settings-error",
      at: "/admin/settings",
      async act(page) {
        await page.locator("[name=closeIdleAfterMinutes]").fill("3");
        await page.locator("[name=reassignAfterMinutes]").fill("1.5");
        // The first form is the switch of maintenance mode.
        await page.locator("main form button[type=submit]").last().click();
        await page.locator("[name=closeIdleAfterMinutes][aria-invalid=true]").waitFor();
      },
    },
    {
      name: "settings-synchronize",
      at: "/admin/settings",
      async act(page) {
        await page.locator("main header button").first().click();
        await page.getByRole("menuitem").click();
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "reviews-card", at: "/admin/reviews" },
    { name: "reviews", at: "/reviews" },
    { name: "settings-channels", at: "/admin/settings/channels" },
    {
      name: "settings-channels-dialog",
      at: "/admin/settings/channels",
      async act(page) {
        await page.locator("td button").first().click();
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "settings-operators", at: "/admin/settings/operators" },
    {
      name: "settings-operators-dialog",
      at: "/admin/settings/operators",
      async act(page) {
        await page.locator("td button").nth(3).click();
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "settings-check", at: "/admin/settings/check", whole: true },
    { name: "dry-run", at: `/routing?department=${ids["OCC Bikes"]}`, whole: true },
    { name: "dry-run-nobody", at: `/routing?department=${ids["Seasonal Help"]}` },
    { name: "dry-run-manual", at: `/routing?department=${ids["Pre Sales"]}` },
    { name: "dry-run-closed", at: `/routing?department=${ids["Kitchen Planning"]}` },
    { name: "replies", at: "/replies", whole: true },
    {
      name: "replies-new",
      at: "/replies",
      async act(page) {
        await page.locator("main").getByRole("button").first().click();
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "offline", at: "/offline", whole: true },
    { name: "offline-empty", at: "/offline", as: "anna" },
  ];
}
