import { applyEvents, applyMarks, applyQueue, noteSeq, type Timeline } from "@/lib/chats/timeline";
import { refresh } from "../entrance";
import { loadPart } from "../room";
import { state } from "../state";
import { isEvent, isMarks, isQueue } from "./parse";

/** What each event of the chat's channel does; what travels is a hint and is checked before it counts. */
export function liveEvents(
  learn: (timeline: Timeline) => void,
  pulse: () => void,
): Record<string, (data: unknown) => void> {
  /** With the chat that is shown, if there is one. */
  const on =
    (apply: (timeline: Timeline, data: Record<string, unknown>) => Timeline | false) =>
    (data: unknown): void => {
      const { timeline } = state;
      const next = timeline && apply(timeline, (data ?? {}) as Record<string, unknown>);
      if (next) learn(next);
    };
  return {
    "event.appended": on((timeline, data) => isEvent(data) && applyEvents(timeline, [data])),
    "event.announced": on((timeline, { seq }) => typeof seq === "number" && noteSeq(timeline, seq)),
    "queue.moved": on((timeline, { queue }) => isQueue(queue) && applyQueue(timeline, queue)),
    "marks.moved": on((timeline, { marks }) => isMarks(marks) && applyMarks(timeline, marks)),
    "typing.told": on((_, { chatId }) => {
      loadPart("typing").then((typing) => typing?.heard(chatId));
      return false;
    }),
    "settings.changed": () => {
      refresh();
      pulse();
    },
  };
}
