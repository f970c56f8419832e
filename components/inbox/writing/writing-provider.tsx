"use client";

import { type ReactNode, useState } from "react";
import { CommandBoard } from "@/lib/inbox/commands/command-board";
import { safeStorage } from "@/lib/inbox/storage";
import { writingSettingsIn } from "@/lib/inbox/writing/settings";
import { Keyboard } from "../commands/keyboard";
import { CommandsContext } from "../commands/use-command";
import { newReplyShelf, RepliesContext } from "./use-replies";
import { WritingContext } from "./writing-context";

/** Around everything that is written in and worked with by keys: who can do which command, and how this operator writes. */
export function WritingProvider({ operatorId, children }: { operatorId: string; children: ReactNode }) {
  const [board] = useState(() => new CommandBoard());
  const [settings] = useState(() => writingSettingsIn(browserOnly, operatorId));
  const [shelf] = useState(newReplyShelf);
  return (
    <CommandsContext value={board}>
      <WritingContext value={settings}>
        <RepliesContext value={shelf}>
          {children}
          <Keyboard board={board} />
        </RepliesContext>
      </WritingContext>
    </CommandsContext>
  );
}

const browserOnly = safeStorage(() => localStorage);
