"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { uuidv7 } from "@/lib/ids";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";

type Props = { chat: InboxChatDto; isOpen: boolean; onClose: () => void };

/** A word to the operator of a chat, which the visitor does not see. What is typed stays until it is said. */
export function WhisperDialog({ chat, isOpen, onClose }: Props) {
  const t = useTranslations("board.thread");
  const common = useTranslations("common");
  const desk = useDesk();
  const failureText = useFailureText();
  const [text, setText] = useState("");
  // A retry of the same words is the same whisper.
  const [clientId, setClientId] = useState(uuidv7);
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const name = isolate(chat.owner?.name ?? "");
  const change = (value: string) => {
    setText(value);
    setError(undefined);
    setClientId(uuidv7());
  };
  const send = async () => {
    const body = text.trim();
    if (body === "") return setError(t("answerEmpty"));
    if (body.length > MESSAGE_BODY_MAX) return setError(t("answerTooLong", { max: MESSAGE_BODY_MAX }));
    setIsBusy(true);
    const result = await desk.actions.whisper(chat.id, { clientId, body, epoch: chat.epoch });
    setIsBusy(false);
    if (!result.ok) return setError(failureText(result, t("otherOwner")));
    change("");
    toast.success(t("whispered", { name }));
    onClose();
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isWanted) => !isWanted && !isBusy && onClose()}
      title={t("whisperTitle", { name })}
      description={t("whisperText", { name })}
      footer={
        <>
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" pending={isBusy} onClick={() => void send()}>
            {t("whisperSend")}
          </Button>
        </>
      }
    >
      <Field label={t("whisperLabel")} error={error}>
        <Textarea
          value={text}
          rows={3}
          dir="auto"
          className="max-h-60"
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isBusy) return;
            event.preventDefault();
            void send();
          }}
        />
      </Field>
    </Dialog>
  );
}
