import { checkFile } from "@/lib/files/rules";
import type { FileDto } from "@/lib/files/schemas";

/** Files that may wait at once to be sent along. */
export const TRAY_MAX = 10;
/** Uploads at the same time: more of them would only make the first one slower. */
const PARALLEL = 2;

/** One file between being chosen and being in a message. */
export type UploadItem = {
  id: string;
  name: string;
  size: number;
  /** An address of this browser's own copy, for a picture to be shown before the server has it. */
  previewUrl: string | null;
  /** `finishing`: all of it has left, and the server is at work on it. */
  state: "waiting" | "sending" | "finishing" | "done" | "failed";
  /** From 0 to 1. */
  progress: number;
  /** Why it failed: a problem of the file (lib/files/rules.ts) or a code of the server. */
  problem: string | null;
  canRetry: boolean;
  /** Send was pressed: it goes as soon as it can. */
  isWanted: boolean;
  /** Once the server has it. */
  file: FileDto | null;
};

/** How an upload ended. `reason` says more of a refusal, such as which limit was met. */
export type UploadEnd = { ok: true; file: FileDto } | { ok: false; problem: string; canRetry: boolean };

export type TrayDeps = {
  send: (file: File, options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<UploadEnd>;
  /** A file that was wanted before it was there is there now. */
  onReady: (file: FileDto) => void;
  onChange: () => void;
};

type Entry = { item: UploadItem; source: File; abort: AbortController };

/**
 * The files that somebody has chosen for a chat, from the choice until they are in messages: uploads them, two at a
 * time, says how far they are, and lets them be cancelled and tried again. It knows nothing of how it looks.
 */
export class UploadTray {
  readonly #deps: TrayDeps;
  #entries: Entry[] = [];
  #items: readonly UploadItem[] = [];
  #count = 0;

  constructor(deps: TrayDeps) {
    this.#deps = deps;
  }

  /** In the order of their choice; the same array until something changes. */
  items = (): readonly UploadItem[] => this.#items;

  /**
   * Takes files up and begins to send them. One that the server would refuse is there to say why. Answers how many were
   * too many and are not there.
   */
  add(files: readonly File[]): number {
    const room = Math.max(0, TRAY_MAX - this.#entries.length);
    for (const source of files.slice(0, room)) {
      const problem = checkFile(source);
      const item: UploadItem = {
        id: String(++this.#count),
        name: source.name,
        size: source.size,
        previewUrl: problem === null && isShown(source) ? URL.createObjectURL(source) : null,
        state: problem === null ? "waiting" : "failed",
        progress: 0,
        problem,
        canRetry: false,
        isWanted: false,
        file: null,
      };
      this.#entries.push({ item, source, abort: new AbortController() });
    }
    this.#changed();
    this.#begin();
    return Math.max(0, files.length - room);
  }

  /** Takes it off, whatever state it is in. What the server has already is thrown away there by itself. */
  remove(id: string): void {
    const entry = this.#find(id);
    if (!entry) return;
    entry.abort.abort();
    this.#drop([entry]);
    this.#begin();
  }

  retry(id: string): void {
    const entry = this.#find(id);
    if (!entry?.item.canRetry) return;
    entry.abort = new AbortController();
    this.#patch(entry, { state: "waiting", progress: 0, problem: null, canRetry: false });
    this.#begin();
  }

  /**
   * Send was pressed: gives the files that are there and takes them off. Those under way are handed out by `onReady` once
   * they are there; those that failed stay to be seen.
   */
  take(): FileDto[] {
    const done = this.#entries.filter(({ item }) => item.file !== null);
    this.#entries = this.#entries.map((entry) => {
      const isUnderWay = entry.item.state !== "failed" && entry.item.file === null;
      return isUnderWay ? Object.assign(entry, { item: { ...entry.item, isWanted: true } }) : entry;
    });
    this.#drop(done);
    return done.flatMap(({ item }) => item.file ?? []);
  }

  /** Gives everything up. */
  clear(): void {
    for (const { abort } of this.#entries) abort.abort();
    this.#drop([...this.#entries]);
  }

  #begin(): void {
    const busy = this.#entries.filter(({ item }) => item.state === "sending" || item.state === "finishing").length;
    const waiting = this.#entries.filter(({ item }) => item.state === "waiting");
    for (const entry of waiting.slice(0, Math.max(0, PARALLEL - busy))) void this.#send(entry);
  }

  async #send(entry: Entry): Promise<void> {
    const { abort, source } = entry;
    this.#patch(entry, { state: "sending" });
    const end = await this.#deps.send(source, {
      signal: abort.signal,
      onProgress: (share) => {
        if (!abort.signal.aborted) this.#patch(entry, { progress: share, state: share < 1 ? "sending" : "finishing" });
      },
    });
    if (abort.signal.aborted) return;
    if (!end.ok) {
      this.#patch(entry, { state: "failed", problem: end.problem, canRetry: end.canRetry });
    } else if (entry.item.isWanted) {
      this.#drop([entry]);
      this.#deps.onReady(end.file);
    } else {
      this.#patch(entry, { state: "done", progress: 1, file: end.file });
    }
    this.#begin();
  }

  #find = (id: string) => this.#entries.find(({ item }) => item.id === id);

  #patch(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.#changed();
  }

  #drop(gone: readonly Entry[]): void {
    for (const { item } of gone) if (item.previewUrl) URL.revokeObjectURL(item.previewUrl);
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    this.#changed();
  }

  #changed(): void {
    this.#items = this.#entries.map(({ item }) => item);
    this.#deps.onChange();
  }
}

/** Browsers show these, and only as pictures: an SVG is none of them. */
const isShown = ({ type }: File) => /^image\/(?:png|jpeg|gif|webp|avif)$/.test(type);

/** A pasted picture comes as `image.png` each time; with the time in it two of them can be told apart. */
export function namedFiles(list: FileList | readonly File[] | null | undefined, now = new Date()): File[] {
  return [...(list ?? [])].map((file) => {
    if (!/^image\.\w+$/i.test(file.name)) return file;
    const stamp = now.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
    return new File([file], file.name.replace(/^image/i, `image-${stamp}`), { type: file.type });
  });
}
