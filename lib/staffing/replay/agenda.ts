type Entry<T> = { at: number; order: number; what: T };

/** What is to happen, by time; of two things at one time the one that was planned first. A binary heap. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];
  #planned = 0;

  plan(at: number, what: T): void {
    this.#planned += 1;
    const entry = { at, order: this.#planned, what };
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || isEarlier(above, entry)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  take(): { at: number; what: T } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      const child = one && other && isEarlier(other, one) ? left + 1 : left;
      const least = heap[child];
      if (!least || isEarlier(last, least)) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

const isEarlier = (one: Entry<unknown>, other: Entry<unknown>) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
