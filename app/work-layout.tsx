import type { ReactNode } from "react";
import { signOutAction } from "@/app/login/actions";
import { DeskWatch } from "@/components/inbox/watch/desk-watch";
import { OperatorPictures } from "@/components/operators/operator-pictures";
import { WorkShell } from "@/components/routing/work-shell";
import { currentSession, requireOperatorPage } from "@/lib/auth/guards";
import { listOperatorPictures } from "@/lib/operators/list-pictures";
import { realtimeClientConfig } from "@/lib/realtime/settings";

type Props = { path: `/${string}`; wide?: boolean; children: ReactNode };

/** Frames the pages beside the inbox: whoever is on them is at their desk, and is told of what comes. */
export async function WorkLayout({ path, wide = false, children }: Props) {
  // A stranger is led to sign-in by the page below, which knows the address to come back to.
  if (!(await currentSession())) return children;
  const { actor, db } = await requireOperatorPage(path);
  return (
    <OperatorPictures pictures={await listOperatorPictures(db)}>
      <WorkShell name={actor.name} role={actor.role} signOut={signOutAction} wide={wide}>
        <DeskWatch realtime={realtimeClientConfig()}>{children}</DeskWatch>
      </WorkShell>
    </OperatorPictures>
  );
}
