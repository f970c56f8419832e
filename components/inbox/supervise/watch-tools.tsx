"use client";

import { ArrowRightLeft, Ear, MessageSquareReply } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { abilitiesOf } from "@/lib/inbox/abilities";
import type { Drafts } from "@/lib/inbox/drafts";
import { useDesk, useInbox } from "../use-desk";
import { TakeOverDialog } from "./take-over-dialog";
import { WhisperDialog } from "./whisper-dialog";

type Props = { chat: InboxChatDto; drafts: Drafts; onFocusThread: () => void };

/** What can be done in a chat that a colleague has: supervisors whisper or take it over, members answer in the colleague's place. */
export function WatchTools({ chat, drafts, onFocusThread }: Props) {
  const t = useTranslations("board.thread");
  const can = abilitiesOf(chat, useInbox());
  const [shown, setShown] = useState<"takeOver" | "whisper" | "answer" | null>(null);
  if (can.takeOver) {
    return (
      <>
        <Button icon={<Ear aria-hidden />} onClick={() => setShown("whisper")}>
          {t("whisper")}
        </Button>
        <WhisperDialog chat={chat} isOpen={shown === "whisper"} onClose={() => setShown(null)} />
        <Button icon={<ArrowRightLeft aria-hidden />} onClick={() => setShown("takeOver")}>
          {t("takeOver")}
        </Button>
        <TakeOverDialog
          chat={chat}
          isOpen={shown === "takeOver"}
          onClose={() => setShown(null)}
          onDone={onFocusThread}
        />
      </>
    );
  }
  if (!can.answerInstead) return null;
  if (shown === "answer") return <AnswerInstead chat={chat} drafts={drafts} onCancel={() => setShown(null)} />;
  return (
    <Button icon={<MessageSquareReply aria-hidden />} onClick={() => setShown("answer")}>
      {t("answerInstead")}
    </Button>
  );
}

/** One message, which makes the chat ours; its owner keeps what they have typed. */
function AnswerInstead({ chat, drafts, onCancel }: Omit<Props, "onFocusThread"> & { onCancel: () => void }) {
  const t = useTranslations("board.thread");
  const common = useTranslations("common");
  const desk = useDesk();
  const [text, setText] = useState(() => drafts.get(chat.id));
  const [error, setError] = useState<string>();
  const change = (value: string) => {
    setText(value);
    setError(undefined);
    drafts.set(chat.id, value);
    if (value.trim() !== "") desk.typed(chat.id);
  };
  const send = () => {
    const body = text.trim();
    if (body === "") return setError(t("answerEmpty"));
    if (body.length > MESSAGE_BODY_MAX) return setError(t("answerTooLong", { max: MESSAGE_BODY_MAX }));
    // Kept as a draft until it is delivered: whoever is refused finds it again.
    if (desk.send(chat.id, body)) drafts.set(chat.id, "");
  };
  return (
    <form
      className="basis-full"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={t("answerLabel", { name: isolate(chat.visitor.name) })}
        hint={t("answerHint", { name: isolate(chat.owner?.name ?? "") })}
        error={error}
      >
        <Textarea
          autoFocus
          value={text}
          rows={2}
          dir="auto"
          className="max-h-40"
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
      </Field>
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary">
          {t("answerSend")}
        </Button>
      </div>
    </form>
  );
}
