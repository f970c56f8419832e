"use client";

import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { CaretTrigger } from "@/components/chat/caret-list/use-caret-list";
import { Composer } from "@/components/chat/composer";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { fuzzySearch } from "@/lib/fuzzy/rules";
import { askAgain } from "@/lib/inbox/ask-again";
import type { Drafts } from "@/lib/inbox/drafts";
import { readMentionable } from "@/lib/inbox/inbox-api";
import { nameAtCaret, namedIds } from "@/lib/notes/rules";
import type { MentionableDto } from "@/lib/notes/schemas";
import { useDesk, useInbox } from "../use-desk";
import { useWritingSettings } from "./writing-context";

type Props = { chat: InboxChatDto; drafts: Drafts; focusKey: number; onAdded: () => void };

/** Where operators write for each other; `@` names somebody, who then hears of it. */
export function NoteComposer({ chat, drafts, focusKey, onAdded }: Props) {
  const t = useTranslations("writing.mention");
  const presence = useTranslations("inbox.presence");
  const desk = useDesk();
  const { operator } = useInbox();
  const [{ sendBy }] = useWritingSettings();
  const people = useMentionable(chat.id);
  const triggers = useMemo(
    (): CaretTrigger[] => [
      {
        label: t("label"),
        find: nameAtCaret,
        options: (query) =>
          fuzzySearch(query, people, ({ name }) => [name])
            .filter(({ id }) => id !== operator.id)
            .map(({ id, name, intent, isReachable }) => ({
              id,
              label: name,
              detail: presence(isReachable ? intent : "offline"),
              insert: () => `@${name} `,
            })),
      },
    ],
    [people, operator.id, t, presence],
  );
  const add = (body: string) => {
    const isTaken = desk.addNote(chat.id, body, namedIds(body, people));
    if (isTaken) onAdded();
    return isTaken;
  };
  return (
    <Composer
      kind="note"
      name={chat.visitor.name}
      initialText={drafts.get(chat.id)}
      onText={(text) => {
        drafts.set(chat.id, text);
        if (text.trim() !== "") desk.typing.typedNote(chat.id, Date.now());
      }}
      onSend={add}
      sendBy={sendBy}
      triggers={triggers}
      focusKey={focusKey}
    />
  );
}

const NOBODY: readonly MentionableDto[] = [];

/** Who may be named in notes of this chat. */
function useMentionable(chatId: string): readonly MentionableDto[] {
  const [people, setPeople] = useState(NOBODY);
  useEffect(() => {
    let isHere = true;
    void askAgain(() => readMentionable(chatId)).then((result) => {
      if (isHere && result.ok) setPeople(result.data.operators);
    });
    return () => {
      isHere = false;
    };
  }, [chatId]);
  return people;
}
