import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/login/actions";
import { DeskWatch } from "@/components/inbox/watch/desk-watch";
import { OperatorPictures } from "@/components/operators/operator-pictures";
import { WorkShell } from "@/components/routing/work-shell";
import { currentSession, requireOperatorPage } from "@/lib/auth/guards";
import { listOperatorPictures } from "@/lib/operators/list-pictures";
import { realtimeClientConfig } from "@/lib/realtime/settings";

export const metadata: Metadata = { robots: { index: false, follow: false } };

export default async function RoutingLayout({ children }: { children: ReactNode }) {
  // A stranger is led to sign-in by the page below, which knows the address to come back to.
  if (!(await currentSession())) return children;
  const { actor, db } = await requireOperatorPage("/routing");
  return (
    <OperatorPictures pictures={await listOperatorPictures(db)}>
      <WorkShell name={actor.name} role={actor.role} signOut={signOutAction}>
        <DeskWatch realtime={realtimeClientConfig()}>{children}</DeskWatch>
      </WorkShell>
    </OperatorPictures>
  );
}
