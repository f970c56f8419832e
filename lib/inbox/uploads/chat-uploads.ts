import { sendUpload } from "@/lib/files/browser/send-upload";
import { uploadEnd } from "@/lib/files/browser/upload-end";
import { namedFiles, type UploadEnd, type UploadItem, UploadTray } from "@/lib/files/browser/upload-tray";
import type { FileDto } from "@/lib/files/schemas";

export type { UploadItem };
export { namedFiles };

type Options = { onProgress: (share: number) => void; signal: AbortSignal };
export type PostFile = (chatId: string, file: File, options: Options) => Promise<UploadEnd>;

/** Sends a file into a chat as the signed-in operator. */
export const postFile: PostFile = async (chatId, file, options) =>
  uploadEnd(await sendUpload(`/api/chats/${chatId}/files`, file, options));

const NONE: readonly UploadItem[] = [];

/** The files of all chats of this tab that are chosen and not sent: they go on while another chat is open. */
export class ChatUploads {
  readonly #trays = new Map<string, UploadTray>();
  readonly #listeners = new Set<() => void>();
  readonly #post: PostFile;
  readonly #onReady: (chatId: string, file: FileDto) => void;

  /** `onReady`: Send was pressed while this file was under way, and now it is there. */
  constructor(post: PostFile, onReady: (chatId: string, file: FileDto) => void) {
    this.#post = post;
    this.#onReady = onReady;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  items = (chatId: string): readonly UploadItem[] => this.#trays.get(chatId)?.items() ?? NONE;

  tray(chatId: string): UploadTray {
    const known = this.#trays.get(chatId);
    if (known) return known;
    const tray = new UploadTray({
      send: (file, options) => this.#post(chatId, file, options),
      onReady: (file) => this.#onReady(chatId, file),
      onChange: () => {
        for (const listener of this.#listeners) listener();
      },
    });
    this.#trays.set(chatId, tray);
    return tray;
  }

  /** Gives up what is under way. */
  stop(): void {
    for (const tray of this.#trays.values()) tray.clear();
  }
}
