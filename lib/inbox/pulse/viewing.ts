import { VIEW_AFTER_MS, VIEW_EVERY_MS } from "@/lib/chats/pulse/typing-rules";
import { postViewing } from "@/lib/inbox/inbox-api";

/**
 * Says that a chat is looked at, for as long as it is; leafing through chats is no look. A sign that got lost is not worth
 * a word: the next one comes.
 * @returns how to leave; the first time counts
 */
export function tellViewing(chatId: string, post: (chatId: string, isHere: boolean) => unknown = postViewing) {
  let hasTold = false;
  const tell = () => {
    hasTold = true;
    void post(chatId, true);
  };
  const first = setTimeout(tell, VIEW_AFTER_MS);
  const timer = setInterval(tell, VIEW_EVERY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(timer);
    if (hasTold) void post(chatId, false);
    hasTold = false;
  };
}
