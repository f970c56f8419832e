import { requireOperatorPage } from "@/lib/auth/guards";

/** The list with no chat chosen; all of it is in the layout. */
export default async function InboxPage() {
  await requireOperatorPage();
  return null;
}
