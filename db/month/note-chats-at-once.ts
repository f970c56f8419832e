import type { legs } from "@/db/schema";

type Leg = typeof legs.$inferInsert;

/** What the product notes when a chat is taken, for legs that are written down long after: one walk through the time. */
export function noteChatsAtOnce(all: readonly Leg[]): void {
  const moments = all.flatMap((leg) => {
    const { operatorId, assignedAt, releasedAt } = leg;
    if (!operatorId || !assignedAt) return [];
    const open = { leg, operatorId, at: assignedAt.getTime(), isEnd: false };
    // What ends as it begins was there at its own moment.
    if (!releasedAt) return [open];
    return [open, { leg, operatorId, at: releasedAt.getTime(), isEnd: true }];
  });
  const byTime = groupByTime(moments);
  const present = new Map<string, Set<string>>();
  for (const at of [...byTime.keys()].sort((one, other) => one - other)) {
    const now = byTime.get(at) ?? [];
    const chatsOf = (operatorId: string) => {
      const known = present.get(operatorId) ?? new Set<string>();
      present.set(operatorId, known);
      return known;
    };
    for (const { leg, operatorId, isEnd } of now) if (isEnd) chatsOf(operatorId).delete(leg.chatId);
    const begun = now.filter(({ isEnd }) => !isEnd);
    const isShort = ({ leg }: (typeof begun)[number]) => leg.releasedAt?.getTime() === at;
    for (const { leg, operatorId } of begun.filter((one) => !isShort(one))) chatsOf(operatorId).add(leg.chatId);
    for (const { leg, operatorId } of begun) {
      leg.chatsAtOnce = new Set([...chatsOf(operatorId), leg.chatId]).size;
    }
  }
}

function groupByTime<T extends { at: number }>(moments: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const moment of moments) groups.set(moment.at, [...(groups.get(moment.at) ?? []), moment]);
  return groups;
}
