import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { rows } from "./rows";
import { departments, invitations, logos, visitors } from "./schema";

const unique = () => crypto.randomUUID();
const INSTANT = new Date("2026-03-29T01:30:00.123Z"); // inside of a European change of clocks

test("instants and uuid arrays come back as they were written", async () => {
  const db = await testDatabase();
  const departmentIds = [unique(), unique()];
  const values = { tokenHash: unique(), email: "a@b.example", role: "operator" as const, expiresAt: INSTANT };
  const [full] = await db
    .insert(invitations)
    .values({ ...values, departmentIds })
    .returning();
  expect(full).toMatchObject({ departmentIds, expiresAt: INSTANT, acceptedAt: null });
  expect(full?.createdAt).toBeInstanceOf(Date);
  const [empty] = await db
    .insert(invitations)
    .values({ ...values, tokenHash: unique() })
    .returning();
  expect(empty?.departmentIds).toEqual([]);
});

test("text arrays keep quotes, commas, braces, emptiness and other scripts", async () => {
  const db = await testDatabase();
  const allowedDomains = ["a.example", 'quo"te', "com,ma", "{brace}", "", "back\\slash", "пример.рф", "null"];
  const [made] = await db.insert(departments).values({ name: "Types", key: unique(), allowedDomains }).returning();
  const [read] = await db
    .select()
    .from(departments)
    .where(eq(departments.key, made?.key ?? ""));
  expect(made?.allowedDomains).toEqual(allowedDomains);
  expect(read).toEqual(made);
  expect(read).toMatchObject({ position: 0, hidden: false, siteUrl: null });
});

test("bytes come back as a plain Uint8Array", async () => {
  const db = await testDatabase();
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const id = unique();
  await db.insert(logos).values({ id, bytes: Buffer.from(bytes), width: 1, height: 1 });
  const [read] = await db.select().from(logos).where(eq(logos.id, id));
  expect(read?.bytes.constructor).toBe(Uint8Array);
  expect(read?.bytes).toEqual(bytes);
});

test("hand-written SQL gives the same values on either database", async () => {
  const db = await testDatabase();
  const [row] = await rows(
    db,
    sql`select 1::int2 as small, 2 as int, 3::int8 as big, 9007199254740993::int8 as huge, count(*) as count,
      1.50::numeric as decimal, 0.5::float8 as float, true as flag, null as nothing, 'ö' as text,
      timestamptz '2026-03-29 01:30:00.123+00' as instant, date '2026-03-29' as day, interval '90 minutes' as span,
      '{"a": [1, null]}'::jsonb as json, '{a,b}'::text[] as texts, '{1,2}'::int[] as ints,
      array['018f0000-0000-7000-8000-000000000000'::uuid] as ids
      from (values (1), (2)) as pair`,
  );
  expect(row).toEqual({
    small: 1,
    int: 2,
    big: 3,
    huge: 9007199254740993n,
    count: 2,
    decimal: "1.50",
    float: 0.5,
    flag: true,
    nothing: null,
    text: "ö",
    instant: "2026-03-29 01:30:00.123+00",
    day: "2026-03-29",
    span: "01:30:00",
    json: { a: [1, null] },
    texts: ["a", "b"],
    ints: [1, 2],
    ids: ["018f0000-0000-7000-8000-000000000000"],
  });
});

test("parameters of hand-written SQL may be instants, bytes and null", async () => {
  const db = await testDatabase();
  const [made] = await db.insert(visitors).values({ tokenHash: unique(), lastSeenAt: INSTANT }).returning();
  const found = await rows(
    db,
    sql`select extract(epoch from ${INSTANT}::timestamptz)::float8 as seconds, ${null}::text as nothing,
      encode(${Buffer.from([1, 255])}::bytea, 'hex') as bytes
      from visitors where id = ${made?.id} and last_seen_at <= ${INSTANT}`,
  );
  expect(found).toEqual([{ seconds: INSTANT.getTime() / 1000, nothing: null, bytes: "01ff" }]);
});

test("the character that Postgres cannot store is an error with a code, not a crash", async () => {
  const db = await testDatabase();
  const insert = db.insert(visitors).values({ tokenHash: "a\u0000b" });
  await expect(insert).rejects.toMatchObject({ cause: { code: "22021" } });
});
