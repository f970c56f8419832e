import type { AlertKind } from "@/lib/alerts/rules";

/** Something that this operator may have to hear of, in words; `meansOf` decides how. */
export type News = {
  kind: AlertKind;
  /** What it is about: opened by a click, and one notification on the screen at a time. */
  chatId: string;
  /** Whose tone it has, if it is one of the operator's departments. */
  departmentId?: string | undefined;
  title: string;
  body: string;
  /** Address of the department's logo. */
  icon?: string | null | undefined;
};

type Listener = (news: readonly News[]) => void;

/**
 * Where everything that wants to be heard is handed in, from wherever in the inbox it comes: one listener (the tab's
 * alarm) decides by the operator's settings. With none, nobody hears it.
 */
export class NewsFeed {
  readonly #listeners = new Set<Listener>();

  raise(...news: News[]): void {
    if (news.length > 0) for (const listener of this.#listeners) listener(news);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Of this tab. */
export const newsFeed = new NewsFeed();
