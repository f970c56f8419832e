import { pause } from "@/tests/faults/clients/http";
import type { World } from "@/tests/faults/world";

/** Each chat gets a text every so many milliseconds, from its visitor and its operator in turn, evenly spread. */
export function startWriting({ visitors, operators }: World, everyMs: number): { end: () => Promise<void> } {
  let isOver = false;
  const ownerOf = (chatId: string) => operators.find(({ desks }) => desks.has(chatId));
  const loops = visitors.map(async (visitor, index) => {
    await pause((everyMs * index) / visitors.length);
    let next = performance.now();
    for (let turn = 0; !isOver; turn++) {
      const { chatId } = visitor;
      const owner = chatId ? ownerOf(chatId) : undefined;
      if (turn % 2 === 0 || !owner || !chatId) visitor.write();
      else owner.write(chatId);
      next += everyMs;
      await pause(Math.max(0, next - performance.now()));
    }
  });
  return {
    async end() {
      isOver = true;
      await Promise.all(loops);
    },
  };
}
