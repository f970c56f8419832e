import { sendUpload } from "@/lib/files/browser/send-upload";
import { uploadEnd } from "@/lib/files/browser/upload-end";
import { type TrayDeps, UploadTray } from "@/lib/files/browser/upload-tray";
import { REPLY_FILES_PATH } from "./reply-files";

const post: TrayDeps["send"] = async (file, options) => uploadEnd(await sendUpload(REPLY_FILES_PATH, file, options));

/** The files that are chosen for one canned reply and not saved with it. */
export class ReplyUploads {
  readonly #listeners = new Set<() => void>();
  readonly tray: UploadTray;

  /** `send` takes one file to the server. */
  constructor(send: TrayDeps["send"] = post) {
    this.tray = new UploadTray({
      send,
      onReady: () => undefined,
      onChange: () => {
        for (const listener of this.#listeners) listener();
      },
    });
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
