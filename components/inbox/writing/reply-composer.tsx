"use client";

import { useMemo, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { CaretTrigger } from "@/components/chat/caret-list/use-caret-list";
import { Composer, type ComposerFiles } from "@/components/chat/composer";
import { isolate } from "@/components/chat/isolate";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import { fuzzySearch } from "@/lib/fuzzy/rules";
import type { Drafts } from "@/lib/inbox/drafts";
import { readReplyFiles } from "@/lib/inbox/writing/reply-files";
import { replyValues } from "@/lib/inbox/writing/reply-values";
import { fillReply, openVariables, slashAtCaret } from "@/lib/replies/rules";
import type { CannedReplyDto } from "@/lib/replies/schemas";
import { useDesk, useInbox } from "../use-desk";
import { ReplyWarnings } from "./reply-warnings";
import { useReplies } from "./use-replies";
import { useWritingSettings } from "./writing-context";

type Props = {
  chat: InboxChatDto;
  drafts: Drafts;
  files: ComposerFiles;
  onSend: (body: string, file?: FileDto) => boolean;
  /** A reply that was chosen elsewhere, such as in the palette. */
  chosen: { reply: CannedReplyDto | string } | null;
  focusKey: number;
};

/** Where the owner of a chat answers its visitor; `/` opens the canned replies. */
export function ReplyComposer({ chat, drafts, files, onSend, chosen, focusKey }: Props) {
  const t = useTranslations("writing.reply");
  const filesText = useTranslations("inbox.files");
  const desk = useDesk();
  const { operator } = useInbox();
  const [{ sendBy }] = useWritingSettings();
  const { replies, companyName, isLoaded, wanted } = useReplies();
  const [text, setText] = useState(() => drafts.get(chat.id));
  const [asked, setAsked] = useState<string | null>(null);
  const [foreignFrom, setForeignFrom] = useState<string | null>(null);
  const [filesToCome, setFilesToCome] = useState(0);

  const attach = async (wanted: readonly FileDto[]) => {
    if (wanted.length === 0) return;
    setFilesToCome((count) => count + wanted.length);
    const { files: come, missing } = await readReplyFiles(wanted);
    setFilesToCome((count) => count - wanted.length);
    const left = files.add(come);
    if (missing.length > 0) toast.error(t("filesMissing", { names: missing.map(isolate).join(", ") }));
    if (left > 0) toast.error(filesText("tooMany", { count: left }));
  };

  const fill = ({ body, department, files: wanted }: CannedReplyDto) => {
    void attach(wanted);
    if (department && department.id !== chat.department.id) setForeignFrom(department.name);
    return fillReply(body, replyValues(chat, { operatorName: operator.name, companyName }));
  };
  const detailOf = (reply: CannedReplyDto) => {
    const whose = reply.department?.name ?? t(`scope.${reply.scope}`);
    const count = reply.files.length;
    return count === 0 ? whose : t("withFiles", { whose: isolate(whose), count });
  };
  const triggers: CaretTrigger[] = [
    {
      label: t("label"),
      empty: isLoaded ? t(replies.length > 0 ? "noMatch" : "none") : t("loading"),
      find: slashAtCaret,
      onOpen: wanted,
      options: (query) =>
        fuzzySearch(query, replies, ({ title, body }) => [title, body]).map((reply) => ({
          id: reply.id,
          label: reply.title,
          detail: detailOf(reply),
          preview: fillReply(reply.body, replyValues(chat, { operatorName: operator.name, companyName })),
          insert: () => fill(reply),
        })),
    },
  ];
  const onText = (next: string) => {
    setText(next);
    drafts.set(chat.id, next);
    if (next.trim() === "") setForeignFrom(null);
    else desk.typed(chat.id);
  };
  const open = useMemo(() => openVariables(text), [text]);
  /** What is left in braces goes out only when it is sent a second time. */
  const canSend = () => {
    // What the reply brings along must not stay behind.
    if (filesToCome > 0) return false;
    if (open.length === 0 || asked === text) return true;
    setAsked(text);
    return false;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is filled in once, by what the chat is then.
  const insertion = useMemo(
    () => chosen && { text: typeof chosen.reply === "string" ? chosen.reply : fill(chosen.reply) },
    [chosen],
  );
  return (
    <Composer
      name={chat.visitor.name}
      initialText={text}
      onText={onText}
      onSend={onSend}
      files={files}
      sendBy={sendBy}
      triggers={triggers}
      insertion={insertion}
      canSend={canSend}
      warning={
        <ReplyWarnings
          open={open}
          foreign={foreignFrom === null ? null : { from: foreignFrom, here: chat.department.name }}
          isAsked={open.length > 0 && asked === text}
          filesToCome={filesToCome}
        />
      }
      focusKey={focusKey}
    />
  );
}
