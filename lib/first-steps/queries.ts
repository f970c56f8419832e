import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { company } from "@/db/schema";
import type { Db } from "@/db/types";
import { type Facts, type FirstSteps, type StepView, stepsOf } from "./rules";

export type FirstStepsDto = {
  steps: StepView[];
  isOver: boolean;
  /** A visitor has written, answered or not. */
  hasChat: boolean;
};

/** Pages of ours that show a snippet to try it are no website of the company's. */
const OWN_PAGES = "/demo%";

/** How far the first steps are, by what is there now. */
export async function getFirstSteps(db: Db): Promise<FirstStepsDto> {
  const [found] = await rows<Facts & { kept: FirstSteps; hasChat: boolean }>(
    db,
    sql`select c.first_steps as kept,
      exists (select from departments) as department,
      exists (select from snippet_sightings s where s.path is null or s.path not like ${OWN_PAGES}) as snippet,
      exists (select from chats) as "hasChat",
      exists (select from chat_events e where e.sender_type = 'operator' and e.kind = 'message') as chat,
      (select count(*) from (select from operators where deactivated_at is null limit 2) o) > 1
        or exists (select from invitations) as colleague
      from company c`,
  );
  if (!found) throw new Error("the company has no row");
  const { kept, hasChat, ...facts } = found;
  return { steps: stepsOf(kept, facts), isOver: kept.isOver ?? false, hasChat };
}

/** Whether the first steps are still offered. */
export async function areFirstStepsOver(db: Db): Promise<boolean> {
  const [row] = await db.select({ firstSteps: company.firstSteps }).from(company);
  return row?.firstSteps.isOver ?? false;
}
