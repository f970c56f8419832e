import { Temporal } from "temporal-polyfill";
import { DAY_MS, SLOT_MS } from "./fact";

/** What clocks of a time zone show in the quarters of an hour of a day of UTC, as if it were milliseconds of UTC. */
export class LocalClock {
  #dayAt = Number.NaN;
  #offsets: number[] = [];
  /** Departments have the same days one after the other. */
  readonly #known = new Map<number, number[]>();

  constructor(readonly zone: string) {}

  setDay(dayAt: number): void {
    if (dayAt === this.#dayAt) return;
    this.#dayAt = dayAt;
    this.#offsets = this.#known.get(dayAt) ?? this.#offsetsOf(dayAt);
    this.#known.set(dayAt, this.#offsets);
  }

  at(slot: number): number {
    return this.#dayAt + slot * SLOT_MS + (this.#offsets[slot] ?? 0);
  }

  #offsetsOf(dayAt: number): number[] {
    const offset = (at: number) =>
      Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.zone).offsetNanoseconds / 1_000_000;
    const slots = DAY_MS / SLOT_MS;
    const [first, last] = [offset(dayAt), offset(dayAt + DAY_MS - SLOT_MS)];
    // Asking costs more than all that is done with a leg: most days have one offset.
    if (first === last) return Array.from({ length: slots }, () => first);
    return Array.from({ length: slots }, (_, slot) => offset(dayAt + slot * SLOT_MS));
  }
}
