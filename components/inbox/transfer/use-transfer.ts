"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { isNobodyThere, type TransferChoice, toTransferInput } from "@/lib/inbox/transfer-choice";
import type { TransferTargetsDto } from "@/lib/transfers/schemas";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";

/** While somebody chooses, who is there is read anew this often. */
const READ_EVERY_MS = 15_000;

/** Whom a chat can go to, kept up to date while it is asked for. */
export function useTransferTargets(chatId: string, isOpen: boolean) {
  const desk = useDesk();
  const failureText = useFailureText();
  const [targets, setTargets] = useState<TransferTargetsDto | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  /** Answers what it read; null when nothing came. */
  const read = async (): Promise<TransferTargetsDto | null> => {
    const result = await desk.actions.readTransferTargets(chatId);
    if (result.ok) setTargets(result.data);
    setFailure(result.ok ? null : failureText(result));
    return result.ok ? result.data : null;
  };
  const readNow = useEffectEvent(() => void read());
  useEffect(() => {
    if (!isOpen) return;
    readNow();
    const timer = setInterval(() => readNow(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOpen]);
  return { targets, failure, read };
}

type Errors = { note?: string; form?: string };

/** What is chosen and typed for a transfer. It stays through errors and a closed window, until the transfer is done. */
export function useTransfer(
  chat: InboxChatDto,
  isOpen: boolean,
  onDone: (choice: TransferChoice, name: string) => void,
) {
  const t = useTranslations("inbox.transfer");
  const desk = useDesk();
  const failureText = useFailureText();
  const { targets, failure, read } = useTransferTargets(chat.id, isOpen);
  const [choice, setChoice] = useState<TransferChoice | null>(null);
  const [note, setNote] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);

  const choose = (next: TransferChoice) => {
    setChoice(next);
    setIsAsking(false);
    setErrors(({ note: kept }) => ({ note: kept }));
  };
  const submit = async () => {
    if (!choice || !targets) return setErrors({ form: t("choose") });
    const named = [...targets.departments, ...targets.operators].find(({ id }) => id === choice.id);
    if (!named) return setErrors({ form: t("gone") });
    const checked = toTransferInput(choice, note);
    if (!checked.ok) return setErrors({ note: checked.noteError });
    setErrors({});
    setIsBusy(true);
    // Whoever has come since the list was read is there.
    const isAbsent = !isAsking && isNobodyThere(targets, choice) && isNobodyThere((await read()) ?? targets, choice);
    if (isAbsent) {
      setIsBusy(false);
      return setIsAsking(true);
    }
    const result = await desk.actions.transfer(chat.id, checked.input);
    setIsBusy(false);
    if (!result.ok) {
      const { note: noteError, departmentId, operatorId } = result.fields ?? {};
      setErrors(
        noteError ? { note: noteError } : { form: departmentId ?? operatorId ?? failureText(result, t("gone")) },
      );
      return void read();
    }
    setNote("");
    setChoice(null);
    setIsAsking(false);
    onDone(choice, named.name);
  };
  return {
    targets,
    failure,
    choice,
    choose,
    note,
    setNote(text: string) {
      setNote(text);
      setErrors(({ form }) => ({ form }));
    },
    errors,
    /** Nobody is there, and the second question stands. */
    isAsking,
    isBusy,
    submit: () => void submit(),
  };
}
