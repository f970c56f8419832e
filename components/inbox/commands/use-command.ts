"use client";

import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { CommandBoard } from "@/lib/inbox/commands/command-board";
import type { Command, CommandId } from "@/lib/inbox/commands/commands";

export const CommandsContext = createContext<CommandBoard | null>(null);

/** Offers to do a command for as long as the component is there; with null it cannot be done at this moment. */
export function useCommand(id: CommandId, run: (() => void) | null): void {
  const board = use(CommandsContext);
  const newest = useEffectEvent(() => run?.());
  const isOffered = run !== null;
  useEffect(() => (isOffered ? board?.offer(id, () => newest()) : undefined), [board, id, isOffered]);
}

/** What can be done at this moment. */
export function useAvailableCommands(board: CommandBoard): readonly Command[] {
  return useSyncExternalStore(board.subscribe, board.available, board.available);
}
