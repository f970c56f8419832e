"use client";

import { useEffect, useState } from "react";
import type { VisitorBoardDto } from "@/lib/presences/schemas";
import { RealtimeClient } from "@/lib/realtime/client";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { RealtimeContext } from "@/lib/realtime/use-channel";
import { VisitorBoard } from "./visitor-board";

type Props = { board: VisitorBoardDto; realtime: RealtimeClientConfig };

/** Who is on the operator's pages now, followed live. `board` is what the server saw last. */
export function VisitorsDesk({ board, realtime }: Props) {
  const [client] = useState(() => new RealtimeClient(realtime));
  useEffect(() => client.start(), [client]);
  return (
    <RealtimeContext value={client}>
      <VisitorBoard initial={board} />
    </RealtimeContext>
  );
}
