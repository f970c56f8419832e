/** Where the visitor is on the host site: addresses without their query but the parameters of campaigns. */
export type HostPage = {
  url: string;
  title: string;
  referrer: string;
  /** The window with the page has the focus. */
  focused: boolean;
};

/** What a page asked of the widget: a command of `foyer()` and what came with it. */
export type HostCall = [command: string, ...values: unknown[]];

/**
 * The only message that crosses between the windows by itself; it brings the port over which everything else goes.
 * `store` is what this site's first-party storage holds for us, `calls` what the page has asked before.
 */
export type InitMessage = {
  foyer: "init";
  open: boolean;
  store: Record<string, string>;
  page: HostPage;
  calls: HostCall[];
};

/** Loader to frame, over the port. */
export type ToFrame =
  | { type: "open"; open: boolean }
  | { type: "page"; page: HostPage }
  /** Another tab of the site changed an entry of the storage; null when it was removed. */
  | { type: "stored"; name: string; value: string | null }
  | { type: "call"; call: HostCall };

/** Frame to loader, over the port. */
export type ToLoader =
  | { type: "close" }
  /** `text` says the count in the visitor's language; empty for none. */
  | { type: "unread"; count: number; text: string }
  | { type: "store"; name: string; value: string | null }
  /** For the page that listens. */
  | { type: "event"; name: string; detail: unknown };

type InitEvent = Pick<MessageEvent<unknown>, "data" | "origin" | "source" | "ports">;

/**
 * Whether a message is the loader's: from the window that frames us and from a site that may. Any other window can post
 * to the frame too, and must not be able to give it a token or a port. `origins`: a regular expression, see
 * `originPattern`.
 */
export function isInitAllowed(event: InitEvent, parent: unknown, origins: string): boolean {
  const { data, origin, source, ports } = event;
  return (
    source === parent &&
    ports.length === 1 &&
    typeof data === "object" &&
    data !== null &&
    (data as Partial<InitMessage>).foyer === "init" &&
    new RegExp(origins).test(origin)
  );
}
