import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { logos, operators } from "@/db/schema";
import { listOperators } from "@/lib/operators/queries";
import { setOperatorPicture } from "@/lib/operators/set-operator-picture";
import { ownDatabase } from "@/tests/support/database";
import { asRole, createOperator } from "@/tests/support/factories";

const picture = (byte: number) => ({ bytes: new Uint8Array([byte]), width: 1, height: 1 });
const idOf = (url: string | null) => url?.replace(/^\/logos\/|\.webp$/g, "") ?? "";

// The list of operators is limited, and other tests have made many.
ownDatabase();

test("a new picture takes the place of the one before, which is gone, and none is none", async () => {
  const admin = await asRole("admin");
  const { id } = await createOperator();
  const first = await setOperatorPicture(admin, id, picture(1));
  const second = await setOperatorPicture(admin, id, picture(2));
  const stored = () => admin.db.$count(logos, inArray(logos.id, [idOf(first.logoUrl), idOf(second.logoUrl)]));
  expect(await stored()).toBe(1);
  const listed = async () => (await listOperators(admin.db)).find((operator) => operator.id === id)?.pictureUrl;
  expect(await listed()).toBe(second.logoUrl);
  expect(await setOperatorPicture(admin, id, null)).toEqual({ logoUrl: null });
  expect(await stored()).toBe(0);
  expect(await listed()).toBeNull();
});

test("of two at once one stays, and nothing is left of the other", async () => {
  const admin = await asRole("admin");
  const { id } = await createOperator();
  const both = await Promise.all([1, 2].map((byte) => setOperatorPicture(admin, id, picture(byte))));
  const [row] = await admin.db.select().from(operators).where(eq(operators.id, id));
  expect(both.map(({ logoUrl }) => idOf(logoUrl))).toContain(row?.pictureId);
  const ids = both.map(({ logoUrl }) => idOf(logoUrl));
  expect(await admin.db.$count(logos, inArray(logos.id, ids))).toBe(1);
});

test("it is for admins to set", async () => {
  const { id } = await createOperator();
  for (const role of ["operator", "supervisor"] as const) {
    await expect(setOperatorPicture(await asRole(role), id, picture(1))).rejects.toMatchObject({ code: "forbidden" });
  }
});
