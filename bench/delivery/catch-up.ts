import { pause } from "@/tests/faults/clients/http";
import { untilTrue } from "@/tests/faults/wait";
import type { World } from "@/tests/faults/world";

/** Long enough for a text to come, short enough for many rounds. */
const GONE_MS = 2_000;
const PATIENCE_MS = 30_000;

/**
 * Cuts every eighth visitor off while the operators write on, lets them back, and answers how many milliseconds passed
 * from then until each had what had been acknowledged meanwhile.
 */
export async function measureCatchUp(world: World): Promise<number[]> {
  const { visitors, proxies, ledger } = world;
  const gone = visitors.flatMap((visitor, index) => {
    const proxy = proxies[index];
    return index % 8 === 0 && proxy ? [{ visitor, proxy }] : [];
  });
  for (const { proxy } of gone) {
    proxy.weather.refuse = true;
    proxy.reset();
  }
  await pause(GONE_MS);
  const backAt = performance.now();
  return Promise.all(
    gone.map(async ({ visitor, proxy }) => {
      const chatId = visitor.chatId;
      const acknowledged = [...ledger.sends.values()].filter(
        (send) => send.chatId === chatId && send.side === "operator" && send.state === "acknowledged",
      );
      proxy.calm();
      visitor.wake();
      const has = (clientId: string) =>
        visitor.follower?.timeline.events.some((event) => event.clientId === clientId) ?? false;
      await untilTrue(() => acknowledged.every(({ clientId }) => has(clientId)), PATIENCE_MS);
      return performance.now() - backAt;
    }),
  );
}
