import type { Metadata } from "next";
import type { ReactNode } from "react";
import { setLocaleAction } from "@/app/actions";
import { signOutAction } from "@/app/login/actions";
import { InboxDesk } from "@/components/inbox/inbox-desk";
import { InboxShell } from "@/components/inbox/inbox-shell";
import { OperatorPictures } from "@/components/operators/operator-pictures";
import { currentSession, requireOperatorPage } from "@/lib/auth/guards";
import { signInPath } from "@/lib/auth/return-path";
import { getInbox } from "@/lib/chats/operator/get-inbox";
import { getTranslator } from "@/lib/i18n/server";
import { listOperatorPictures } from "@/lib/operators/list-pictures";
import { realtimeClientConfig } from "@/lib/realtime/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("inbox");
  return { title: t("title"), robots: { index: false } };
}

/** The desk stands in the layout, so that choosing a chat changes the address and nothing else. */
export default async function InboxLayout({ children }: { children: ReactNode }) {
  // A stranger is led to sign-in by the page below, which knows the address to come back to.
  if (!(await currentSession())) return children;
  const { db, actor } = await requireOperatorPage();
  const inbox = await getInbox(db, actor);
  return (
    <OperatorPictures pictures={await listOperatorPictures(db)}>
      <InboxShell operator={inbox.operator} setLocale={setLocaleAction} signOut={signOutAction}>
        <InboxDesk inbox={inbox} realtime={realtimeClientConfig()} signInHref={signInPath("/inbox")} />
        {children}
      </InboxShell>
    </OperatorPictures>
  );
}
