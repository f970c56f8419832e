import { ChatGroups, ChatNumbers, type IdWords } from "./chat-numbers";
import { ALONE, type Fact, NONE } from "./fact";

/** Chats of a day or an hour, and how many of them left the queue. */
export type Bar = { chats: number; abandoned: number };
/** A quarter of an hour of UTC, by the clocks of the report: day (of 1970), hour, and their bars. */
export type Moment = { day: number; hour: number; dayBar: Bar; hourBar: Bar };
/** Where the chats of a row are counted. `number` is another one for each row. */
export type ChatRow = { tally: { chats: number }; number: number };

/** Counts each chat once in all, in its row, in its day and in its hour of the day, however many legs it has there. */
export class DistinctChats {
  /** Those that are told from others where they are packed; the others have numbers. */
  #apart = 0;
  readonly #known = new ChatNumbers();
  readonly #rows = new ChatGroups();
  readonly #days = new ChatGroups();
  readonly #hours = new ChatGroups();
  /**
   * Of one pack, by the numbers that chats have in it: when they were last seen (`#pack`), where, and in which hours (a bit
   * each). All legs of such a chat are of one day of UTC, and come in order of time.
   */
  #pack = 0;
  readonly #seen: number[] = [];
  readonly #lastDay: number[] = [];
  readonly #hourBits: number[] = [];
  readonly #rowsOfPack = new ChatGroups();
  #areRowsUsed = false;

  get all(): number {
    return this.#apart + this.#known.count;
  }

  /** What is told from now on is of another pack: numbers of chats mean others. */
  begin(): void {
    this.#pack++;
    if (this.#areRowsUsed) this.#rowsOfPack.clear();
    this.#areRowsUsed = false;
  }

  /** Chats of which no other leg is ever told, in all alone. */
  addAlone(count: number): void {
    this.#apart += count;
  }

  addToSum({ flags, chat, chatWords }: Fact): void {
    if (flags & ALONE) this.#apart++;
    else if (chat === NONE) this.#known.numberOf(chatWords);
    else if (this.#seen[chat] !== this.#pack) {
      this.#seen[chat] = this.#pack;
      this.#apart++;
    }
  }

  add({ flags, chat, chatWords }: Fact, row: ChatRow, moment: Moment): void {
    if (flags & ALONE) {
      this.#apart++;
      row.tally.chats++;
      moment.dayBar.chats++;
      moment.hourBar.chats++;
    } else if (chat === NONE) this.addKnown(this.#known.numberOf(chatWords), row, moment);
    else this.addPacked(chat, row, moment);
  }

  /** Counts a chat in all, and says by which number it is known. */
  numberOf = (id: IdWords): number => this.#known.numberOf(id);

  /** A leg of a chat by what `numberOf` says. */
  addKnown(chat: number, { tally, number }: ChatRow, { day, hour, dayBar, hourBar }: Moment): void {
    if (this.#rows.isNew(chat, number)) tally.chats++;
    if (this.#days.isNew(chat, day)) dayBar.chats++;
    if (this.#hours.isNew(chat, hour)) hourBar.chats++;
  }

  /** A leg of a chat whose legs are all in this pack and of one day of UTC. */
  addPacked(chat: number, { tally, number }: ChatRow, { day, hour, dayBar, hourBar }: Moment): void {
    const isFirst = this.#seen[chat] !== this.#pack;
    if (isFirst) {
      this.#seen[chat] = this.#pack;
      this.#apart++;
    }
    const hours = isFirst ? 0 : (this.#hourBits[chat] ?? 0);
    if (isFirst || this.#lastDay[chat] !== day) dayBar.chats++;
    if ((hours & (1 << hour)) === 0) hourBar.chats++;
    this.#lastDay[chat] = day;
    this.#hourBits[chat] = hours | (1 << hour);
    this.#areRowsUsed = true;
    if (this.#rowsOfPack.isNew(chat, number)) tally.chats++;
  }
}
