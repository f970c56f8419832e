import type { DraftKind } from "@/lib/drafts/schemas";
import type { TextStore } from "@/lib/inbox/storage";

/** What an operator typed and did not send, by chat; kept in the browser so that no click or reload loses it. */
export type Drafts = {
  get: (chatId: string) => string;
  set: (chatId: string, text: string) => void;
};

/** A draft of an answer and one of a note never mix. */
export function draftsIn(store: TextStore, operatorId: string, kind: DraftKind = "reply"): Drafts {
  const key = (chatId: string) => `foyer.draft.${operatorId}.${chatId}${kind === "note" ? ".note" : ""}`;
  return {
    get: (chatId) => store.get(key(chatId)) ?? "",
    set(chatId, text) {
      if (text.trim() === "") store.remove(key(chatId));
      else store.set(key(chatId), text);
    },
  };
}
