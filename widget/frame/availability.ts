import type { ChatStateDto } from "@/lib/chats/schemas";
import type { Estimate } from "@/lib/routing/estimate";
import type { Department } from "./state";
import { formatComing, type Translate } from "./texts";

type Facts = Pick<Department, "state" | "isFull" | "opensAt" | "estimate">;

/** The one word for a department: its state, or that its queue takes nobody more. */
export const standing = ({ state, isFull }: Pick<Facts, "state" | "isFull">) =>
  isFull && state !== "closed" ? "full" : state;

/** Whether a chat can begin there; where nobody is only for a visitor who says they will wait. */
export function takesChats(department: Pick<Facts, "state" | "isFull">, waits: boolean): boolean {
  const now = standing(department);
  return now === "open" || now === "busy" || (now === "away" && waits);
}

/** An expected wait: "about 2–4 min", "under 1 min", "over 30 min". */
export function estimateText({ fromMinutes: from, toMinutes: to }: Estimate, t: Translate): string {
  if (to === null) return t("waitOver", { from });
  return from ? t("wait", { from, to }) : t("waitUnder", { to });
}

/** A department's state in words, with what a visitor wants to know next: how long to wait, or when it opens. */
export function statusText(department: Facts, t: Translate, locale: string, now = new Date()): string {
  const { estimate, opensAt } = department;
  const word = standing(department);
  if (word === "busy" && estimate) return t("busyFor", { time: estimateText(estimate, t) });
  if (word === "closed" && opensAt) return t("closedUntil", { time: formatComing(locale, opensAt, now) });
  return t(word);
}

type Named = Facts & Pick<Department, "id" | "name">;

/** What to tell of departments that are in another state than before; an estimate that moves is no news. */
export function changesText(before: readonly Named[], after: readonly Named[], t: Translate, locale: string): string {
  return after
    .filter((department) => {
      const known = before.find(({ id }) => id === department.id);
      return known && standing(known) !== standing(department);
    })
    .map((department) => `${department.name}: ${statusText(department, t, locale)}.`)
    .join(" ");
}

/** Whether writing on opens the closed chat again; `now` in milliseconds by the server's clock. */
export const isReopenable = (
  state: Pick<ChatStateDto, "status" | "reopenUntil"> | null | undefined,
  now: number,
): boolean => state?.status === "closed" && state.reopenUntil !== null && Date.parse(state.reopenUntil) > now;
