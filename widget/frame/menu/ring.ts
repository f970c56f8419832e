// The sound of a new message, in a file of its own: it is fetched with the first one.

import { state } from "../state";
import { isSoundOn } from "./sound";

/** So long every tab waits for the bids of the others: some fetch this file first, and phones are slow. */
const BIDDING_MS = 400;
/** Instead of a bid: this message has been sounded for. */
const TAKEN = -1;
/** Two short notes: frequency in Hz, and when each begins, in seconds. */
const NOTES = [
  [880, 0],
  [1174.7, 0.12],
] as const;
const NOTE_S = 0.22;
const LOUDNESS = 0.12;

let context: AudioContext | undefined;

/** How it stands with each message; over: it has been sounded for, here or elsewhere. */
const stands = new Map<string, "bidding" | "outbid" | "over">();

/**
 * Frames of several tabs agree by this: Web Locks and every storage are denied to a frame on another site wherever
 * third-party cookies are blocked, a channel is not. Undefined where even that is: every tab for itself.
 */
const channel = openChannel();

function openChannel(): BroadcastChannel | undefined {
  try {
    const opened = new BroadcastChannel("foyer.ring");
    opened.onmessage = ({ data }: MessageEvent<[message: string, bid: number]>) => {
      const [message, bid] = data;
      const stand = stands.get(message);
      if (stand === "over" && bid !== TAKEN) opened.postMessage([message, TAKEN]);
      if (stand !== "bidding") return;
      if (bid === TAKEN) stands.set(message, "over");
      else if (bid < ownBid()) stands.set(message, "outbid");
      // Who bids now may have been too late to hear us.
      else opened.postMessage([message, ownBid()]);
    };
    return opened;
  } catch {
    return undefined;
  }
}

const luck = Math.random();
/** The lowest wins: a tab that somebody sees before all others. */
const ownBid = () => luck + (document.visibilityState === "visible" ? 0 : 1);

/** Sounds once for a message of which every tab of the site hears, unless the visitor wants none. */
export async function ring(): Promise<void> {
  const { timeline } = state;
  // Browsers let nobody sound before the visitor has done something here; asking for it would only fill the console.
  if (!timeline || !isSoundOn() || navigator.userActivation?.hasBeenActive === false) return;
  const message = `${timeline.chatId} ${timeline.last}`;
  stands.set(message, "bidding");
  channel?.postMessage([message, ownBid()]);
  await new Promise((done) => setTimeout(done, BIDDING_MS));
  // Whoever was outbid has not heard the sound yet, and tells nobody that it is over.
  if (stands.get(message) !== "bidding") return;
  stands.set(message, "over");
  play();
}

function play(): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  for (const [frequency, at] of NOTES) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = currentTime + at;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S);
    tone.connect(volume).connect(destination);
    tone.start(start);
    tone.stop(start + NOTE_S);
  }
}
