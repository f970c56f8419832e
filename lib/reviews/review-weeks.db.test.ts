import { expect, test } from "vitest";
import { company, departments, reviews } from "@/db/schema";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asRole, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { listReviews } from "./list-reviews";
import { reviewsQuery } from "./schemas";

// The company's time zone is one for all.
ownDatabase();

const DAY_MS = 24 * 3_600_000;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

test("weeks begin on Monday where the company is, or, where that is not set, where most departments are", async () => {
  const db = await testDatabase();
  const admin = await asRole("admin");
  const department = await createDepartment({ timeZone: "Pacific/Auckland" });
  await db.update(departments).set({ timeZone: "Pacific/Auckland" });
  const { id: operatorId } = await createOperator({ departmentIds: [department.id] });
  const { id: chatId } = await createChat(department);
  // The last Sunday at noon in UTC but one: in Auckland it is Monday.
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const sunday = today - new Date(today).getUTCDay() * DAY_MS - 7 * DAY_MS;
  const createdAt = new Date(sunday + DAY_MS / 2);
  const reviewerId = admin.actor.operatorId;
  const points: never[] = [];
  await db
    .insert(reviews)
    .values({ chatId, departmentId: department.id, operatorId, reviewerId, points, score: 50, createdAt });
  const weeks = async () =>
    (await listReviews(db, admin.actor, reviewsQuery.parse({}))).weeks.map(({ key, count }) => [key, count]);
  expect(await weeks()).toEqual([[dateOf(sunday + DAY_MS), 1]]);
  await ensureInstallation(db);
  await db.update(company).set({ timeZone: "America/New_York" });
  expect(await weeks()).toEqual([[dateOf(sunday - 6 * DAY_MS), 1]]);
});
