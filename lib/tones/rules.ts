/** How a department sounds. Each is an instrument; what it plays says what has happened. */
export const TONES = ["chime", "bell", "marimba", "glass", "wood", "horn", "harp", "buzz"] as const;
export type Tone = (typeof TONES)[number];
export const DEFAULT_TONE: Tone = "chime";

/** What can be told apart by ear. */
export type Melody = "waiting" | "chat" | "offer" | "message" | "mention" | "supervisor";

type Wave = "sine" | "triangle" | "square" | "sawtooth";
type Instrument = {
  wave: Wave;
  /** Semitones up or down from the written notes. */
  shift: number;
  /** How long a note rings on, in seconds. */
  ring: number;
  /** A second voice: its frequency as a multiple of the first, and its share of the loudness. */
  overtone?: { ratio: number; share: number };
  /** Loudness against the others: ears hear square waves as far louder than sines. */
  level: number;
};

const INSTRUMENTS: Record<Tone, Instrument> = {
  chime: { wave: "sine", shift: 0, ring: 0.28, level: 1 },
  bell: { wave: "sine", shift: 5, ring: 0.7, overtone: { ratio: 2.76, share: 0.35 }, level: 0.9 },
  marimba: { wave: "triangle", shift: -7, ring: 0.2, overtone: { ratio: 4, share: 0.2 }, level: 1 },
  glass: { wave: "sine", shift: 12, ring: 0.5, overtone: { ratio: 1.5, share: 0.2 }, level: 0.7 },
  wood: { wave: "triangle", shift: -12, ring: 0.09, overtone: { ratio: 2.4, share: 0.4 }, level: 1 },
  horn: { wave: "sawtooth", shift: -12, ring: 0.3, level: 0.45 },
  harp: { wave: "triangle", shift: 3, ring: 0.45, level: 0.9 },
  buzz: { wave: "square", shift: -5, ring: 0.14, level: 0.35 },
};

const C5 = 523.25;
/**
 * Semitones above C5 and the beat on which each note begins: a waiting chat knocks, one that is mine rises, an offer asks,
 * a message is one short note, a mention calls twice, and a call for help falls and rises again.
 */
const MELODIES: Record<Melody, readonly (readonly [semitones: number, beat: number])[]> = {
  waiting: [
    [4, 0],
    [4, 1],
  ],
  chat: [
    [0, 0],
    [4, 1],
    [7, 2],
  ],
  offer: [
    [7, 0],
    [4, 1],
    [9, 2],
  ],
  message: [[9, 0]],
  mention: [
    [12, 0],
    [9, 1],
  ],
  supervisor: [
    [7, 0],
    [0, 1],
    [7, 2],
    [0, 3],
  ],
};
const BEAT_SECONDS = 0.14;

export type Note = { frequency: number; from: number; seconds: number; wave: Wave; level: number };

/** The notes of a melody on an instrument: frequencies in Hz, times in seconds, levels from 0 to 1. */
export function notesOf(melody: Melody, tone: Tone): Note[] {
  const { wave, shift, ring, overtone, level } = INSTRUMENTS[tone];
  return MELODIES[melody].flatMap(([semitones, beat]) => {
    const frequency = C5 * 2 ** ((semitones + shift) / 12);
    const note = { frequency, from: beat * BEAT_SECONDS, seconds: ring, wave, level };
    if (!overtone) return [note];
    return [note, { ...note, frequency: frequency * overtone.ratio, level: level * overtone.share }];
  });
}

/** What a browser or an older server calls a tone; the usual one where it is none of ours. */
export const toTone = (name: string | undefined): Tone => TONES.find((tone) => tone === name) ?? DEFAULT_TONE;
