"use client";

import { TypingDots } from "@/components/chat/typing-dots";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { useColleagueText } from "../use-colleague-text";
import { useColleagues } from "../use-desk";

/** How many avatars there is room for; the names say the others. */
const AVATARS_MAX = 3;

/** Who else has this chat open, and who of them writes: two should not answer the same visitor. */
export function ColleagueLine({ chatId }: { chatId: string }) {
  const colleagues = useColleagues(chatId);
  const textOf = useColleagueText();
  const writing = [textOf(colleagues, "answers"), textOf(colleagues, "notes")].filter(Boolean).join(" · ");
  const viewing = textOf(colleagues, "views");
  return (
    <div className="ms-auto flex min-w-0 items-center gap-2">
      <span className="flex shrink-0 -space-x-1.5 empty:hidden">
        {colleagues.slice(0, AVATARS_MAX).map(({ id, name, does }) => (
          <OperatorAvatar
            key={id}
            operatorId={id}
            name={name}
            size="xs"
            tone={does === "views" ? "neutral" : "accent"}
            className="border border-surface"
          />
        ))}
      </span>
      {/* That a colleague begins to write is announced; who comes and goes is not. */}
      <span role="status" className="min-w-0 truncate font-semibold text-warning-text">
        {writing}
      </span>
      {writing !== "" && <TypingDots />}
      {viewing !== "" && <span className="min-w-0 truncate">{viewing}</span>}
    </div>
  );
}
