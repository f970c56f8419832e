"use client";

let context: AudioContext | undefined;

/** Browsers let a page sound only after somebody has touched it: call this from a click or a key. */
export function unlockAudio(): void {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  } catch {
    // No audio on this device: the notification and the title remain.
  }
}

/** Frequencies in Hz, one after the other: a waiting chat rises, a message is one short tone. */
const TUNES = { chat: [659, 784, 988], message: [880] } as const;
const NOTE_SECONDS = 0.14;
const VOLUME = 0.25;

/** Plays a short tune; silent until `unlockAudio` has been called. */
export function beep(tune: keyof typeof TUNES): void {
  const audio = context;
  if (audio?.state !== "running") return;
  TUNES[tune].forEach((frequency, index) => {
    const from = audio.currentTime + index * NOTE_SECONDS;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(VOLUME, from + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS * 1.8);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(from);
    oscillator.stop(from + NOTE_SECONDS * 2);
  });
}
