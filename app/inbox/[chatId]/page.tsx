import { requireOperatorPage } from "@/lib/auth/guards";

/** A chosen chat, as the desk in the layout reads it from the address. */
export default async function InboxChatPage({ params }: PageProps<"/inbox/[chatId]">) {
  const { chatId } = await params;
  await requireOperatorPage(`/inbox/${chatId}`);
  return null;
}
