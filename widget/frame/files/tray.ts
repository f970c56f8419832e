import { sendUpload } from "@/lib/files/browser/send-upload";
import { uploadEnd } from "@/lib/files/browser/upload-end";
import { namedFiles, type UploadItem, UploadTray } from "@/lib/files/browser/upload-tray";
import { enqueue } from "../chat/outbox";
import { readIdentity } from "../identity";
import { state, update } from "../state";
import { problemText, t } from "./texts";

let tray: UploadTray | undefined;
let trayChatId: string | undefined;
let announced = new Map<string, UploadItem["state"]>();
/** For who does not see the list: what became of a file, said once. */
let news = "";
let tooMany = false;

/** The files of the present chat; those of another one are given up. */
function own(): UploadTray | undefined {
  const chatId = state.timeline?.chatId;
  if (chatId === trayChatId) return tray;
  tray?.clear();
  trayChatId = chatId;
  announced = new Map();
  news = "";
  tray = chatId === undefined ? undefined : newTray(chatId);
  return tray;
}

const newTray = (chatId: string) =>
  new UploadTray({
    send: async (file, options) => {
      const headers = { authorization: `Bearer ${readIdentity()?.token}` };
      return uploadEnd(await sendUpload(`/api/chats/${chatId}/files`, file, { ...options, headers }));
    },
    onReady: (file) => void enqueue(chatId, "", false, file),
    onChange: () => {
      announce();
      update({});
    },
  });

function announce(): void {
  for (const { id, name, state: now, problem } of items()) {
    if (now === announced.get(id)) continue;
    announced.set(id, now);
    if (now === "done") news = t("fileReady", { name });
    if (now === "failed") news = `${name}: ${problemText(problem ?? "")}`;
  }
}

export const items = (): readonly UploadItem[] => (trayChatId === state.timeline?.chatId && tray?.items()) || [];
export const announcement = () => news;
export const hasTooMany = () => tooMany;

/** Takes up files that were chosen, pasted or dropped, and begins to send them. */
export function add(files: FileList | readonly File[] | null): void {
  const chosen = namedFiles(files);
  // A closed chat takes none, and what is only dragged is none yet.
  if (chosen.length === 0 || state.timeline?.status === "closed") return;
  tooMany = (own()?.add(chosen) ?? 0) > 0;
  update({}, "#message");
}

export const remove = (id: string) => {
  own()?.remove(id);
  update({}, "#message");
};
export const retry = (id: string) => own()?.retry(id);

/** Whether Send has something to send without a text. */
export const hasFiles = () => items().some(({ state }) => state !== "failed");

/**
 * Send was pressed with files there: queues them, the first one with the text. What is under way follows by itself. False
 * when the outbox is full, and everything stays.
 */
export function send(text: string, reopens: boolean): boolean {
  const { timeline } = state;
  const [first, ...others] = items().flatMap(({ file }) => file ?? []);
  if (!timeline) return false;
  const body = text.trim() ? text : "";
  if ((first || body) && !enqueue(timeline.chatId, body, reopens, first)) return false;
  for (const file of others) enqueue(timeline.chatId, "", reopens, file);
  own()?.take();
  tooMany = false;
  return true;
}
