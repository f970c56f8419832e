import type { TextStore } from "@/lib/inbox/storage";

/** What an operator typed and did not send, by chat; kept in the browser so that no click or reload loses it. */
export type Drafts = {
  get: (chatId: string) => string;
  set: (chatId: string, text: string) => void;
};

export function draftsIn(store: TextStore, operatorId: string): Drafts {
  const key = (chatId: string) => `foyer.draft.${operatorId}.${chatId}`;
  return {
    get: (chatId) => store.get(key(chatId)) ?? "",
    set(chatId, text) {
      if (text.trim() === "") store.remove(key(chatId));
      else store.set(key(chatId), text);
    },
  };
}
