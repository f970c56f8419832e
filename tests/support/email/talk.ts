import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { text, timelineOf } from "@/tests/support/chat-rows";
import { asThere } from "@/tests/support/factories";
import { composeMail } from "./mails";
import type { EmailScene } from "./scene";

export const bodiesOf = async (chatId: string) =>
  (await timelineOf(chatId)).filter(({ kind }) => kind === "message").map(({ body }) => body);

/** A chat that a mail has begun, `<first@visitor.example>`, and the operator who has it. */
export async function talk(scene: EmailScene, departmentId: string) {
  await scene.comes(await composeMail({ to: scene.account.address, messageId: "<first@visitor.example>" }));
  const owner = await asThere({ departmentIds: [departmentId] });
  await distribute(owner, [departmentId]);
  const chats = await scene.chats();
  return { owner, id: chats.at(-1)?.id ?? "" };
}

type Owner = Awaited<ReturnType<typeof talk>>["owner"];

/** What an operator says, and the letter that it becomes once they have paused. */
export async function answer(scene: EmailScene, owner: Owner, chatId: string, ...words: string[]) {
  for (const word of words) await sendMessage(owner, chatId, text(word));
  await scene.passes(1);
  await scene.work();
  return (await scene.sent()).at(-1);
}
