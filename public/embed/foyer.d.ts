// Types of the Foyer chat on a web page, see docs/widget/javascript-api.md.

/** Who the visitor is. `token` is signed by your server; only that is taken for an identity. */
export interface FoyerIdentity {
  /**
   * A JSON Web Token (HS256: `sub`, `aud`, `exp` within an hour), or a function that fetches one. With a function the
   * chat asks for a new token before the old one ends.
   */
  token?: string | (() => string | Promise<string>);
  /** Fills in the form where the visitor has typed nothing. */
  name?: string;
  email?: string;
}

/** What the form is filled in with where the visitor has typed nothing. */
export interface FoyerValues {
  name?: string;
  email?: string;
  /** The first message. */
  question?: string;
}

export type FoyerTheme = "light" | "dark" | "auto";

export interface FoyerEvents {
  /** The chat is on the page; also told to whoever listens later. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many messages the visitor has not seen. */
  unread: { count: number };
  "chat-started": { chatId: string; department: string };
  "chat-ended": { chatId: string };
  /** `at` is ISO 8601; `name` is the operator's. What was written stays between the visitor and the operator. */
  message: { chatId: string; from: "visitor" | "operator" | "system"; name: string | null; at: string };
  /** The token has run out or was refused, and no function was given that makes another: call `identify` again. */
  "identity-expired": undefined;
}

export type FoyerListener<Name extends keyof FoyerEvents> = (detail: FoyerEvents[Name]) => void;

/** Each call answers with a promise; it is rejected, with a reason in words, when the call makes no sense. */
export interface Foyer {
  /** The panel. */
  (command: "open" | "close" | "toggle"): Promise<void>;
  /** The launcher; the panel can be opened while it is hidden. */
  (command: "show" | "hide"): Promise<void>;
  (command: "identify", identity: FoyerIdentity): Promise<void>;
  /** Forgets the visitor in this browser. Call it when they sign out of your site. */
  (command: "logout"): Promise<void>;
  (command: "set", values: FoyerValues): Promise<void>;
  /** Which department the visitor would choose, by its id or name; null for none. */
  (command: "department", department: string | null): Promise<void>;
  /** A language tag such as `de` or `pt-BR`; without this call the page's `lang` decides. */
  (command: "locale", locale: string): Promise<void>;
  (command: "theme", theme: FoyerTheme): Promise<void>;
  /** Shows a proactive message now, wherever the visitor is, unless they have put it away in this session. */
  (command: "trigger", id: string): Promise<void>;
  <Name extends keyof FoyerEvents>(command: "on", event: Name, listener: FoyerListener<Name>): Promise<void>;
  /** Without a listener: all of the event's. */
  <Name extends keyof FoyerEvents>(command: "off", event: Name, listener?: FoyerListener<Name>): Promise<void>;
  /** Takes the chat off the page. The snippet can be loaded again afterwards. */
  (command: "destroy"): Promise<void>;
  /** What was called before the chat was loaded. */
  q?: unknown[];
}

declare global {
  interface Window {
    foyer?: Foyer;
  }
  /** There once the chat is loaded, or once the line that queues calls has run. */
  var foyer: Foyer;
}
