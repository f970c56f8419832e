import { COMMANDS, type Command, type CommandId } from "./commands";

type Doing = () => void;

/** Who can do which command at this moment: what shows on the page puts itself here, and the newest of several counts. */
export class CommandBoard {
  readonly #doings = new Map<CommandId, Doing[]>();
  readonly #listeners = new Set<() => void>();
  #available: readonly Command[] = [];

  /** Offers to do a command until the returned function is called. */
  offer(id: CommandId, run: Doing): () => void {
    this.#doings.set(id, [...(this.#doings.get(id) ?? []), run]);
    this.#changed();
    return () => {
      this.#doings.set(
        id,
        (this.#doings.get(id) ?? []).filter((one) => one !== run),
      );
      this.#changed();
    };
  }

  /** Does a command; false when nobody can at this moment. */
  run(id: CommandId): boolean {
    const run = this.#doings.get(id)?.at(-1);
    run?.();
    return run !== undefined;
  }

  /** What can be done now, in the order of the table; the same array until it changes. */
  readonly available = (): readonly Command[] => this.#available;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #changed(): void {
    const next = COMMANDS.filter(({ id }) => this.#doings.get(id)?.length);
    const isSame = next.length === this.#available.length && next.every((one, at) => one === this.#available[at]);
    if (isSame) return;
    this.#available = next;
    for (const listener of this.#listeners) listener();
  }
}
