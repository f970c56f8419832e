/**
 * What an operator may have to hear of: a chat waits in a department of theirs, was given to them, is offered to them, has
 * a new message of its visitor, somebody mentioned them, or a visitor waits and nobody answers. A new kind is one more word here,
 * one row of `DEFAULT_SETTINGS`, a melody (lib/tones) and a title in `messages/<locale>/alerts.json`.
 */
export const ALERT_KINDS = ["waiting", "chat", "offer", "message", "mention", "supervisor"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_MEANS = ["sound", "desktop", "push"] as const;
export type AlertMeans = (typeof ALERT_MEANS)[number];

/** Seconds between two sounds for a queue that nobody looks after. */
export const REPEAT_SECONDS = { min: 5, max: 600 } as const;

export type AlertSettings = {
  /** Which kind is told by which means. */
  means: Record<AlertKind, Record<AlertMeans, boolean>>;
  /** 0 to 100; 0 is silent. */
  volume: number;
  /** Sounds also while the inbox is before their eyes. */
  soundWhenFocused: boolean;
  /** How often a waiting chat sounds again until somebody reacts; null: once. */
  repeatSeconds: number | null;
  /** Away: nothing but messages of chats that are theirs. */
  quietWhenAway: boolean;
  /** What a visitor wrote is part of pushed messages, and so on locked screens. */
  pushesText: boolean;
};

const ALL_ON = { sound: true, desktop: true, push: true };
export const DEFAULT_SETTINGS: AlertSettings = {
  means: {
    waiting: ALL_ON,
    chat: ALL_ON,
    offer: ALL_ON,
    message: ALL_ON,
    mention: ALL_ON,
    supervisor: ALL_ON,
  },
  volume: 60,
  soundWhenFocused: true,
  repeatSeconds: 30,
  quietWhenAway: false,
  pushesText: false,
};

export type Intent = "online" | "away" | "offline";
/** Where the operator is looking: at this inbox, at another window while this one is in sight, or nowhere near it. */
export type Sight = "focused" | "visible" | "hidden";

type Situation = { settings: AlertSettings; intent: Intent; sight: Sight };
type Verdict = Record<AlertMeans, boolean> & {
  /** Counts in the tab's title and on the icon until the operator looks. */
  title: boolean;
};

/**
 * The one place that decides by what means an operator hears of something. Whoever is Offline, or Away and asked for
 * quiet, hears of nothing but messages in chats of their own, whose visitors wait for them and nobody else.
 * A desktop notification is for a page without the focus, a push for a page that is not in sight at all.
 */
export function meansOf(kind: AlertKind, { settings, intent, sight }: Situation): Verdict {
  const isFocused = sight === "focused";
  const isQuiet = kind !== "message" && (intent === "offline" || (intent === "away" && settings.quietWhenAway));
  if (isQuiet) return { sound: false, desktop: false, push: false, title: !isFocused };
  const wanted = settings.means[kind];
  return {
    sound: wanted.sound && settings.volume > 0 && (!isFocused || settings.soundWhenFocused),
    desktop: wanted.desktop && !isFocused,
    push: wanted.push && sight === "hidden",
    title: !isFocused,
  };
}

/** Of several that come at once, the one that sounds. */
const LOUDEST: readonly AlertKind[] = ["supervisor", "offer", "chat", "waiting", "mention", "message"];
export const loudestOf = (kinds: readonly AlertKind[]): AlertKind | undefined =>
  LOUDEST.find((kind) => kinds.includes(kind));

/** Stays on the screen until somebody reacts: a person is waiting, and nobody has them yet. */
export const staysUntilSeen = (kind: AlertKind): boolean => kind !== "message" && kind !== "mention";

/** Settings as they were stored, by whichever version: what is missing or of another shape is as the product sets it. */
export function alertSettingsOf(stored: Partial<AlertSettings> | null | undefined): AlertSettings {
  if (!stored) return DEFAULT_SETTINGS;
  const means = Object.fromEntries(
    ALERT_KINDS.map((kind) => [kind, { ...DEFAULT_SETTINGS.means[kind], ...stored.means?.[kind] }]),
    // Every kind has its row: the list above is all of them.
  ) as AlertSettings["means"];
  return { ...DEFAULT_SETTINGS, ...stored, means };
}
