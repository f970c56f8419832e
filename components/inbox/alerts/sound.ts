"use client";

import { type Melody, type Note, notesOf, type Tone } from "@/lib/tones/rules";
import { browserStorage } from "../use-desk";

/** `blocked`: the browser waits for a click or a key first. `none`: there is no audio on this device. */
export type SoundState = "running" | "blocked" | "none";

const MUTE_KEY = "foyer.sound";
/** Loudness of a full volume: several oscillators at once must not overdrive. */
const LOUDEST = 0.5;
const ATTACK_SECONDS = 0.01;

let context: AudioContext | undefined;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** Whether this device is silent, by its operator's own choice in the menu. */
export const isMuted = () => browserStorage.get(MUTE_KEY) === "off";
export const setMuted = (isOff: boolean) => void browserStorage.set(MUTE_KEY, isOff ? "off" : "on");

function audio(): AudioContext | undefined {
  if (context) return context;
  try {
    context = new AudioContext();
    context.onstatechange = tell;
  } catch {
    // No audio on this device: the notification and the title remain.
  }
  return context;
}

export function soundState(): SoundState {
  const { state } = audio() ?? {};
  if (state === undefined) return "none";
  return state === "running" ? "running" : "blocked";
}

export function onSoundState(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Browsers let a page sound only after somebody has touched it: call this from a click or a key. */
export async function unlockAudio(): Promise<void> {
  await audio()
    ?.resume()
    .catch(() => undefined);
}

/** Plays a melody by the tone of a department; silent until `unlockAudio` has been called. `volume` is 0 to 100. */
export function play(melody: Melody, tone: Tone, volume: number): void {
  const out = audio();
  if (out?.state !== "running") return;
  // Ears hear loudness by its square: half of the slider is half as loud.
  const level = (volume / 100) ** 2 * LOUDEST;
  for (const note of notesOf(melody, tone)) ring(out, note, level);
}

function ring(out: AudioContext, { frequency, from, seconds, wave, level }: Note, loudness: number): void {
  const at = out.currentTime + from;
  const oscillator = out.createOscillator();
  const gain = out.createGain();
  oscillator.type = wave;
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(Math.max(0.0001, level * loudness), at + ATTACK_SECONDS);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + ATTACK_SECONDS + seconds);
  oscillator.connect(gain).connect(out.destination);
  oscillator.start(at);
  oscillator.stop(at + ATTACK_SECONDS + seconds + 0.05);
}
