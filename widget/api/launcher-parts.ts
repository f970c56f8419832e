import type { Launcher } from "./launcher";

/** Our server's address: this file comes from it. */
const { origin } = new URL(import.meta.url);

/** Before the names of our entries in the site's storage; the loader uses the same. */
export const PREFIX = `foyer:${origin}:`;

const part = <T extends HTMLElement>({ host }: Launcher, selector: string): T => {
  const element = host.shadowRoot?.querySelector<T>(selector);
  if (!element) throw new Error(`Foyer: the launcher has no ${selector}`);
  return element;
};

export const launcherButton = (launcher: Launcher) => part<HTMLButtonElement>(launcher, "button");
export const launcherStatus = (launcher: Launcher) => part(launcher, "i");

/** Blocked storage holds nothing. */
export function tryStorage(storage: () => Storage, use: (storage: Storage) => void): void {
  try {
    use(storage());
  } catch {
    // As where third-party storage or all of it is blocked.
  }
}

/** Loads the frame anew, in the language that the launcher has now, without a step in the page's history. */
export function reloadFrame({ frame, host }: Launcher): void {
  if (!frame) return;
  const url = new URL(frame.src);
  url.searchParams.set("lang", host.lang);
  frame.contentWindow?.location.replace(url);
}

/** Removes whatever this browser keeps of the visitor on this site, and what is on the screen of them. */
export function forgetVisitor(launcher: Launcher): void {
  for (const storage of [() => localStorage, () => sessionStorage]) {
    tryStorage(storage, (entries) => {
      for (const name of Object.keys(entries)) if (name.startsWith(PREFIX)) entries.removeItem(name);
    });
  }
  const badge = part(launcher, "b");
  badge.textContent = "";
  launcherStatus(launcher).textContent = "";
  if (launcher.frame) launcherButton(launcher).ariaLabel = launcher.frame.title;
  reloadFrame(launcher);
}
