"use client";

import { Lock, Reply } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ComposerFiles } from "@/components/chat/composer";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import type { Drafts } from "@/lib/inbox/drafts";
import type { CannedReplyDto } from "@/lib/replies/schemas";
import { useCommand } from "../commands/use-command";
import type { SyncedDrafts } from "../organise/use-synced-drafts";
import { Blocked } from "../thread/blocked";
import { ClockLine } from "../thread/clock-line";
import type { Take } from "../use-take";
import { NoteComposer } from "./note-composer";
import { ReplyComposer } from "./reply-composer";
import { useReplyTaker } from "./use-replies";

type Props = {
  chat: InboxChatDto;
  /** The chat is the operator's, so that they may answer in it; a note may be written in any. */
  canAnswer: boolean;
  drafts: Drafts;
  notes: SyncedDrafts;
  take: Take;
  files: ComposerFiles;
  onSend: (body: string, file?: FileDto) => boolean;
  /** Something of mine went to the end of the log. */
  onAdded: () => void;
  focusKey: number;
  onFocusThread: () => void;
};

type Mode = "reply" | "note";

/** Where an operator writes: to the visitor, or to other operators. Each has a colour and a draft of its own. */
export function WritingArea(props: Props) {
  const { chat, canAnswer, drafts, notes, take, files, onSend, onAdded, focusKey, onFocusThread } = props;
  const t = useTranslations("writing.composer");
  const [mode, setMode] = useState<Mode>("reply");
  const [switches, setSwitches] = useState(0);
  const wanted = focusKey + switches;
  // A note from another device takes the place of what nobody is writing here, and leaves the focus where it is.
  const [note, setNote] = useState({ key: notes.openedKey, from: 0 });
  if (note.key !== notes.openedKey) setNote({ key: notes.openedKey, from: wanted });
  const choose = (next: Mode) => {
    setMode(next);
    setSwitches((count) => count + 1);
  };
  const [chosen, setChosen] = useState<{ reply: CannedReplyDto | string } | null>(null);
  const takeReply = (reply: CannedReplyDto | string) => {
    setMode("reply");
    setChosen({ reply });
  };
  useReplyTaker(canAnswer ? takeReply : null);
  const canNote = !chat.visitor.isErased;
  useCommand("write.reply", canAnswer ? () => choose("reply") : null);
  useCommand("write.note", canNote ? () => choose("note") : null);
  const shown = canNote ? mode : "reply";

  return (
    <>
      {canAnswer && shown === "reply" && <ClockLine chat={chat} />}
      {canNote && (
        <fieldset className="flex gap-1 border-border border-t bg-surface px-3 pt-2 sm:px-5">
          <legend className="sr-only">{t("mode")}</legend>
          <ModeButton isOn={shown === "reply"} icon={<Reply aria-hidden />} onClick={() => choose("reply")}>
            {t("reply")}
          </ModeButton>
          <ModeButton isNote isOn={shown === "note"} icon={<Lock aria-hidden />} onClick={() => choose("note")}>
            {t("note")}
            {notes.drafts.get(chat.id) !== "" && shown !== "note" && <span className="sr-only">{t("hasDraft")}</span>}
          </ModeButton>
        </fieldset>
      )}
      {shown === "note" ? (
        <NoteComposer
          key={note.key}
          chat={chat}
          drafts={notes.drafts}
          focusKey={wanted - note.from}
          onAdded={onAdded}
        />
      ) : canAnswer ? (
        <ReplyComposer chat={chat} drafts={drafts} files={files} onSend={onSend} chosen={chosen} focusKey={wanted} />
      ) : (
        <Blocked chat={chat} drafts={drafts} take={take} onFocusThread={onFocusThread} />
      )}
    </>
  );
}

type ModeProps = {
  isOn: boolean;
  isNote?: boolean;
  icon: React.ReactNode;
  onClick: () => void;
  children: React.ReactNode;
};

function ModeButton({ isOn, isNote = false, icon, onClick, children }: ModeProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={cn(
        "inline-flex min-h-8 items-center gap-1.5 rounded-md px-2.5 font-medium text-sm [&_svg]:size-4",
        !isOn && "text-muted hover:bg-surface-sunken hover:text-foreground",
        isOn && (isNote ? "bg-warning-soft text-warning-text" : "bg-surface-selected text-foreground"),
      )}
    >
      {icon}
      {children}
    </button>
  );
}
