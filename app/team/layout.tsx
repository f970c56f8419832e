import type { Metadata } from "next";
import type { ReactNode } from "react";
import { setLocaleAction } from "@/app/actions";
import { signOutAction } from "@/app/login/actions";
import { InboxShell } from "@/components/inbox/inbox-shell";
import { DeskWatch } from "@/components/inbox/watch/desk-watch";
import { OperatorPictures } from "@/components/operators/operator-pictures";
import { currentSession, requireOperatorPage } from "@/lib/auth/guards";
import { listOperatorPictures } from "@/lib/operators/list-pictures";
import { realtimeClientConfig } from "@/lib/realtime/settings";

export const metadata: Metadata = { robots: { index: false, follow: false } };

export default async function TeamLayout({ children }: { children: ReactNode }) {
  // A stranger is led to sign-in by the page below, which knows the address to come back to.
  if (!(await currentSession())) return children;
  const { actor, db } = await requireOperatorPage("/team");
  return (
    <OperatorPictures pictures={await listOperatorPictures(db)}>
      <InboxShell operator={actor} setLocale={setLocaleAction} signOut={signOutAction}>
        <DeskWatch realtime={realtimeClientConfig()} fill>
          {children}
        </DeskWatch>
      </InboxShell>
    </OperatorPictures>
  );
}
