import { pause } from "./clients/http";
import type { Operator } from "./clients/operator";
import type { Visitor } from "./clients/visitor";
import type { World } from "./world";

/** What people do of themselves in a round, until it is over. */
export type Life = {
  /** Nobody writes or does anything new; answers when all of them have noticed. */
  end: () => Promise<void>;
  /** Operators leave their chats alone for a while. */
  rest: (isResting: boolean) => void;
};

const LOOK_MS = 15;
/** Who has said enough for the round says less: waiting for what recovers takes no more sends than it proves something. */
const SLOWER = 20;
/** Between two things other than writing that one operator does. */
const ACT_EVERY_MS = 900;

export function startLife(world: World, quota = Number.POSITIVE_INFINITY): Life {
  let isOver = false;
  let isResting = false;
  const loop = async (work: () => void | Promise<void>, everyMs: () => number) => {
    while (!isOver) {
      await work();
      await pause(everyMs() * (0.5 + Math.random()));
    }
  };
  const lookMs = () => (world.ledger.acks < quota ? LOOK_MS : LOOK_MS * SLOWER);
  const loops = [
    ...world.visitors.map((visitor) => loop(() => visitorTurn(visitor), lookMs)),
    ...world.operators.flatMap((operator) => [
      loop(() => (isResting ? undefined : operatorWrites(operator)), lookMs),
      loop(
        () => (isResting ? undefined : operatorActs(world, operator)),
        () => ACT_EVERY_MS,
      ),
    ]),
  ];
  return {
    async end() {
      isOver = true;
      await Promise.all(loops);
    },
    rest: (value) => {
      isResting = value;
    },
  };
}

function visitorTurn(visitor: Visitor): void {
  visitor.write();
}

function operatorWrites(operator: Operator): void {
  for (const { id } of operator.mine()) operator.write(id);
}

/** Accepts what waits or is offered, and now and then hands on, holds or closes one of their own. */
async function operatorActs(world: World, operator: Operator): Promise<void> {
  const [offer] = operator.offers();
  if (offer) await operator.act(offer.id, "offer", { answer: Math.random() < 0.8 ? "accept" : "decline" });
  const { manual, automatic } = world.seeded;
  const waiting = operator.waiting().find(({ department }) => department.id === manual.id);
  if (waiting) await operator.act(waiting.id, "claim");
  const mine = operator.mine();
  const chat = mine[Math.floor(Math.random() * mine.length)];
  if (!chat) return;
  const dice = Math.random();
  if (chat.heldAt) await operator.act(chat.id, "hold", { held: false });
  else if (dice < 0.2) await operator.act(chat.id, "hold", { held: true });
  else if (dice < 0.35) await operator.act(chat.id, "closure");
  else if (dice < 0.5) {
    const target = chat.department.id === manual.id ? automatic : manual;
    await operator.act(chat.id, "transfer", { departmentId: target.id });
  } else if (dice < 0.7) {
    const colleagues = world.seeded.operators.filter(({ id }) => id !== operator.inbox?.operator.id);
    const colleague = colleagues[Math.floor(Math.random() * colleagues.length)];
    if (colleague) await operator.act(chat.id, "transfer", { operatorId: colleague.id });
  }
}
