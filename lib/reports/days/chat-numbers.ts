/** The 128 bits of an id in four numbers of 32, so that none of a million texts is made. */
export type IdWords = Uint32Array;
const WORDS = 4;
const FIRST_ROOM = 1024;

export function wordsOf(id: string): IdWords {
  const digits = id.replaceAll("-", "");
  return Uint32Array.from({ length: WORDS }, (_, word) => Number.parseInt(digits.slice(8 * word, 8 * word + 8), 16));
}

/** Numbers chats from 0 in the order in which their ids are first seen: a hash table with open addressing. */
export class ChatNumbers {
  count = 0;
  #room = FIRST_ROOM;
  #words = new Uint32Array(FIRST_ROOM * WORDS);
  /** By hash: a number and one, 0 where there is none. Never more than half full. */
  #places = new Int32Array(FIRST_ROOM * 2);

  /** Of one that is new: what `count` was until now. */
  numberOf(id: IdWords): number {
    const [a = 0, b = 0, c = 0, d = 0] = [id[0], id[1], id[2], id[3]];
    let place = this.#placeOf(a, b, c, d);
    for (let known = this.#places[place] as number; known > 0; known = this.#places[place] as number) {
      const at = (known - 1) * WORDS;
      const words = this.#words;
      if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return known - 1;
      place = (place + 1) & (this.#places.length - 1);
    }
    if (this.count === this.#room) {
      this.#grow();
      return this.numberOf(id);
    }
    this.#words.set(id, this.count * WORDS);
    this.#places[place] = ++this.count;
    return this.count - 1;
  }

  #placeOf(a: number, b: number, c: number, d: number): number {
    // Any of the words may be a clock or a counter: each is spread over all bits.
    let hash =
      Math.imul(a, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f) ^ Math.imul(d, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) & (this.#places.length - 1);
  }

  #grow(): void {
    this.#room *= 2;
    const words = new Uint32Array(this.#room * WORDS);
    words.set(this.#words);
    this.#words = words;
    this.#places = new Int32Array(this.#room * 2);
    for (let number = 0; number < this.count; number++) {
      const at = number * WORDS;
      let place = this.#placeOf(
        words[at] as number,
        words[at + 1] as number,
        words[at + 2] as number,
        words[at + 3] as number,
      );
      while (this.#places[place] !== 0) place = (place + 1) & (this.#places.length - 1);
      this.#places[place] = number + 1;
    }
  }
}

/** Of each chat the groups in which it is. A chat has few legs, so a short list for each beats a set for all. */
export class ChatGroups {
  /** By chat: its newest entry and one, 0 for none. */
  #newest = new Int32Array(FIRST_ROOM);
  #groups = new Int32Array(FIRST_ROOM);
  #older = new Int32Array(FIRST_ROOM);
  #count = 0;

  /** Whether this is the first time that the chat is in the group, a whole number of less than 2 ** 31. */
  isNew(chat: number, group: number): boolean {
    if (chat >= this.#newest.length) this.#newest = grown(this.#newest, chat + 1);
    const newest = this.#newest[chat] as number;
    for (let entry = newest; entry > 0; entry = this.#older[entry - 1] as number) {
      if (this.#groups[entry - 1] === group) return false;
    }
    if (this.#count === this.#groups.length) {
      this.#groups = grown(this.#groups, this.#count + 1);
      this.#older = grown(this.#older, this.#count + 1);
    }
    this.#groups[this.#count] = group;
    this.#older[this.#count] = newest;
    this.#newest[chat] = ++this.#count;
    return true;
  }

  clear(): void {
    this.#newest.fill(0);
    this.#count = 0;
  }
}

function grown(numbers: Int32Array, atLeast: number): Int32Array<ArrayBuffer> {
  let length = numbers.length;
  while (length < atLeast) length *= 2;
  const more = new Int32Array(length);
  more.set(numbers);
  return more;
}
