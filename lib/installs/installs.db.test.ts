import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { departments, snippetSightings } from "@/db/schema";
import * as embed from "@/lib/api/embed";
import * as installs from "@/lib/api/installs";
import { rotateDepartmentKey } from "@/lib/departments/rotate-department-key";
import { randomToken } from "@/lib/ids";
import { log } from "@/lib/log";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { call, ORIGIN, signedIn } from "@/tests/support/requests";
import { forgetInstall } from "./forget-install";
import { storeSighting } from "./note-sighting";
import { listInstalls, listSeenDepartmentIds } from "./queries";
import { ORIGINS_PER_KEY_MAX } from "./rules";

const site = (name = randomToken(6)) => ({ origin: `https://${name.toLowerCase()}.example`, path: null });

/** As a browser asks for the script of a page, or for a report of it. */
function ask(key: string, origin: string, report = "") {
  const request = new Request(`${ORIGIN}/embed/${key}.js${report}`, {
    headers: { host: new URL(ORIGIN).host, referer: `${origin}/`, "sec-fetch-dest": "script" },
  });
  return embed.GET(request, { params: Promise.resolve({ key: `${key}.js` }) });
}

const seen = async (departmentId: string) => listInstalls(await testDatabase(), departmentId);

describe("a page that carries a snippet", () => {
  test("is listed with its last path and time, once however often it is seen at the same moment", async () => {
    const db = await testDatabase();
    const { id, key } = await createDepartment();
    const page = site();
    await Promise.all(["/a", null, "/b"].map((path) => storeSighting(db, key, { ...page, path })));
    await storeSighting(db, key, { ...page, path: "/c" });
    await storeSighting(db, key, page);
    expect(await seen(id)).toEqual([
      { key, origin: page.origin, path: "/c", lastSeenAt: expect.any(String), problem: null, problemPath: null },
    ]);
  });

  test("with a key that was never in use leaves nothing", async () => {
    const db = await testDatabase();
    const key = randomToken(16);
    await storeSighting(db, key, site());
    expect(await db.$count(snippetSightings, eq(snippetSightings.key, key))).toBe(0);
  });

  test("with a key that was replaced is listed as an old snippet, until it carries the new one", async () => {
    const admin = await asRole("admin");
    const { id, key } = await createDepartment();
    const [old, current] = [site(), site()];
    const rotated = await rotateDepartmentKey(admin, id);
    await storeSighting(admin.db, key, old);
    await storeSighting(admin.db, rotated.key, current);
    const problems = new Map((await seen(id)).map(({ origin, problem }) => [origin, problem]));
    expect(problems).toEqual(
      new Map([
        [old.origin, "rotated"],
        [current.origin, null],
      ]),
    );
  });

  test("on a domain that is not allowed, or of a department that is disabled, is listed with that", async () => {
    const db = await testDatabase();
    const { id, key } = await createDepartment({ allowedDomains: ["shop.example"] });
    await storeSighting(db, key, { origin: "https://evil.example", path: null });
    expect(await seen(id)).toMatchObject([{ problem: "domain" }]);
    await db.update(departments).set({ disabled: true }).where(eq(departments.id, id));
    expect(await seen(id)).toMatchObject([{ problem: "disabled" }]);
  });

  test("keeps what its loader reported, with the page, while others of the site are seen", async () => {
    const db = await testDatabase();
    const { id, key } = await createDepartment();
    const page = site();
    await storeSighting(db, key, { ...page, path: "/twice" }, "twice");
    await storeSighting(db, key, { ...page, path: "/once" });
    expect(await seen(id)).toMatchObject([{ problem: "twice", path: "/once", problemPath: "/twice" }]);
  });

  test("that nobody has seen for long makes room for a new one, and never the other way round", async () => {
    const db = await testDatabase();
    const { id, key } = await createDepartment();
    const real = site("real");
    for (let i = 0; i < ORIGINS_PER_KEY_MAX; i++) {
      await storeSighting(db, key, site(`made-up-${i}`));
      // Two sightings may share a moment of the clock, and which of them is older would be chance.
      await db
        .update(snippetSightings)
        .set({ lastSeenAt: sql`now() - make_interval(mins => ${ORIGINS_PER_KEY_MAX - i})` })
        .where(and(eq(snippetSightings.key, key), eq(snippetSightings.origin, `https://made-up-${i}.example`)));
    }
    await storeSighting(db, key, real);
    const listed = await seen(id);
    expect(listed).toHaveLength(ORIGINS_PER_KEY_MAX);
    expect(listed[0]?.origin).toBe(real.origin);
    expect(listed.map(({ origin }) => origin)).not.toContain("https://made-up-0.example");
  });

  test("is forgotten by an admin alone, and comes back by itself", async () => {
    const { id, key } = await createDepartment();
    const admin = await asRole("admin");
    const page = site();
    await storeSighting(admin.db, key, page);
    const operator = await asOperator(id);
    await expect(forgetInstall(operator, { key, origin: page.origin })).rejects.toMatchObject({ code: "forbidden" });
    await forgetInstall(admin, { key, origin: page.origin });
    expect(await seen(id)).toEqual([]);
    await storeSighting(admin.db, key, page);
    expect(await seen(id)).toHaveLength(1);
  });

  test("counts as seen for a week", async () => {
    const db = await testDatabase();
    const { id, key } = await createDepartment({ hidden: true });
    await storeSighting(db, key, site());
    expect(await listSeenDepartmentIds(db)).toContain(id);
    await db
      .update(snippetSightings)
      .set({ lastSeenAt: sql`now() - interval '8 days'` })
      .where(eq(snippetSightings.key, key));
    expect(await listSeenDepartmentIds(db)).not.toContain(id);
  });
});

describe("the loader's answer", () => {
  test("does not wait for what is remembered of it, and is written once a minute per site", async () => {
    const { id, key } = await createDepartment();
    const page = site();
    const answers = await Promise.all([ask(key, page.origin), ask(key, page.origin), ask(key, page.origin)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await vi.waitFor(async () => expect(await seen(id)).toHaveLength(1));
    const [first] = await seen(id);
    await ask(key, page.origin);
    expect((await seen(id))[0]?.lastSeenAt).toBe(first?.lastSeenAt);
  });

  test("comes also when nothing can be remembered", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const { key } = await createDepartment();
    const response = await ask(key, `https://${"a".repeat(280)}.example`);
    expect(response.status).toBe(200);
    warn.mockRestore();
  });

  test("to a report is a module for any site, and the report is kept", async () => {
    const { id, key } = await createDepartment();
    const page = site();
    const response = await ask(key, page.origin, "?blocked");
    expect(await response.text()).toMatch(/export {};\n$/);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toBe("no-store");
    await vi.waitFor(async () => expect(await seen(id)).toMatchObject([{ problem: "blocked" }]));
  });
});

describe("the list of installations", () => {
  const list = async (query: string, headers?: Record<string, string>) =>
    call(installs.GET, `/api/installs${query}`, { method: "GET", headers });

  test("is for admins, and tells of the company where no department is named", async () => {
    const key = await companyKey();
    const page = site();
    await storeSighting(await testDatabase(), key, page);
    const admin = await signedIn((await createOperator({ role: "admin" })).id);
    const { json } = await list("", admin);
    expect(json.installs.map(({ origin }: { origin: string }) => origin)).toContain(page.origin);
    expect((await list("")).status).toBe(401);
    for (const role of ["operator", "supervisor"] as const) {
      expect((await list("", await signedIn((await createOperator({ role })).id))).status).toBe(403);
    }
    expect((await list("?department=nonsense", admin)).status).toBe(400);
    const unknown = await list("?department=0193a1b2-7c4d-7000-8000-000000000000", admin);
    expect(unknown.json).toEqual({ installs: [] });
  });
});
