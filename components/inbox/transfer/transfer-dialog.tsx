"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Notice } from "@/components/ui/display/notice";
import { Spinner } from "@/components/ui/display/spinner";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { Tabs } from "@/components/ui/layout/tabs";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { NOTE_MAX } from "@/lib/chats/input-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { choosableTargets, matchingTargets, type TransferChoice } from "@/lib/inbox/transfer-choice";
import type { TransferTargetsDto } from "@/lib/transfers/schemas";
import { useInbox } from "../use-desk";
import { DepartmentOptions, OperatorOptions } from "./target-options";
import { useTransfer } from "./use-transfer";

/** From here on the remaining characters are counted. */
const COUNT_FROM = NOTE_MAX - 300;

type Props = {
  chat: InboxChatDto;
  isOpen: boolean;
  /** Closed without a transfer. */
  onClose: () => void;
  onDone: () => void;
};

/** Handing a chat to a department, to an operator, or to an operator in a department, with a note for them alone. */
export function TransferDialog({ chat, isOpen, onClose, onDone }: Props) {
  const t = useTranslations("inbox.transfer");
  const common = useTranslations("common");
  const done = (choice: TransferChoice, name: string) => {
    toast.success(
      choice.to === "department"
        ? t("doneDepartment", { name: isolate(name) })
        : t("doneOperator", { name: isolate(name) }),
    );
    onDone();
  };
  const transfer = useTransfer(chat, isOpen, done);
  const { targets, failure, choice, errors, isAsking, isBusy } = transfer;
  const left = NOTE_MAX - transfer.note.trim().length;
  const submitText = isAsking ? t("anyway") : choice?.to === "operator" ? t("offer") : t("submit");
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isWanted) => !isWanted && !isBusy && onClose()}
      title={t("title", { name: isolate(chat.visitor.name) })}
      size="md"
      footer={
        <>
          {/* Beside the button that is pressed again: the rest of the window may be scrolled away. */}
          <div role="alert" className="has-[p]:basis-full">
            {isAsking && choice && targets && (
              <Notice tone="warning">
                <p>{absenceText(t, targets, choice)}</p>
              </Notice>
            )}
          </div>
          <FormError error={errors.form} className="has-[p]:basis-full" />
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" pending={isBusy} onClick={transfer.submit}>
            {submitText}
          </Button>
        </>
      }
    >
      {targets ? (
        <Targets chat={chat} targets={targets} choice={choice} onChoose={transfer.choose} />
      ) : (
        <p className="py-6 text-center text-muted">{failure ?? <Spinner label={t("loading")} />}</p>
      )}
      <Field
        label={t("note")}
        optional
        hint={
          left < 0 || left > NOTE_MAX - COUNT_FROM ? t("noteHint") : `${t("noteHint")} ${t("left", { count: left })}`
        }
        error={errors.note}
        className="mt-5"
      >
        <Textarea
          value={transfer.note}
          dir="auto"
          rows={2}
          className="max-h-40"
          onChange={(event) => transfer.setNote(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}

function absenceText(
  t: ReturnType<typeof useTranslations<"inbox.transfer">>,
  { departments, operators }: TransferTargetsDto,
  { to, id }: TransferChoice,
): string {
  const name = isolate([...departments, ...operators].find((one) => one.id === id)?.name ?? "");
  return to === "department" ? t("nobodyOnline", { name }) : t("operatorAbsent", { name });
}

type TargetsProps = {
  chat: InboxChatDto;
  targets: TransferTargetsDto;
  choice: TransferChoice | null;
  onChoose: (choice: TransferChoice) => void;
};

/** Both lists under one search; the chosen one stays chosen while the other is looked at. */
function Targets({ chat, targets, choice, onChoose }: TargetsProps) {
  const t = useTranslations("inbox.transfer");
  const { operator } = useInbox();
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState("department");
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The list came late: whoever writes the note meanwhile writes on. On a phone the keyboard would cover the list.
    if (document.activeElement instanceof HTMLTextAreaElement || !matchMedia("(pointer: fine)").matches) return;
    field.current?.focus();
  }, []);
  const { departments, operators } = choosableTargets(matchingTargets(targets, query), chat, operator.id);
  const chosen = choice?.to === "operator" ? targets.operators.find(({ id }) => id === choice.id) : undefined;
  const inDepartments = targets.departments.filter(
    ({ id }) => id !== chat.department.id && chosen?.departmentIds.includes(id),
  );
  const count = (number: number) => (
    <span className="text-muted text-xs tabular-nums">
      <span aria-hidden>{number}</span>
      <span className="sr-only">{t("found", { count: number })}</span>
    </span>
  );
  const byDepartment = {
    value: "department",
    label: t("departments"),
    badge: count(departments.length),
    content: (
      <div className="-mx-1 max-h-[min(18rem,36dvh)] overflow-y-auto p-1">
        <DepartmentOptions departments={departments} choice={choice} onChoose={onChoose} />
      </div>
    ),
  };
  const byOperator = {
    value: "operator",
    label: t("operators"),
    badge: count(operators.length),
    content: (
      <>
        <div className="-mx-1 max-h-[min(18rem,36dvh)] overflow-y-auto p-1">
          <OperatorOptions
            operators={operators}
            departments={targets.departments}
            choice={choice}
            onChoose={onChoose}
          />
        </div>
        {choice?.to === "operator" && inDepartments.length > 0 && (
          <Field label={t("inDepartment")} optional className="mt-4">
            <Select
              value={choice.departmentId ?? ""}
              onChange={(event) => onChoose({ ...choice, departmentId: event.target.value || null })}
              options={[
                { value: "", label: t("staysIn", { department: chat.department.name }) },
                ...inDepartments.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
      </>
    ),
  };
  const items = chat.status === "active" ? [byDepartment, byOperator] : [byDepartment];
  // What was searched for is shown, also where it was not looked for.
  const isElsewhere = tab === "department" ? departments.length === 0 : operators.length === 0;
  const other = tab === "department" ? operators.length > 0 && "operator" : departments.length > 0 && "department";
  const shown = (isElsewhere && other) || tab;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
    const radios = box.current?.querySelectorAll<HTMLInputElement>("[role=tabpanel][data-state=active] [type=radio]");
    const checked = [...(radios ?? [])].find((radio) => radio.checked);
    const target = event.key === "Enter" ? radios?.[0] : (checked ?? radios?.[0]);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (event.key === "Enter") target.click();
  };
  return (
    <div ref={box}>
      <Input
        ref={field}
        type="search"
        aria-label={t("search")}
        aria-description={t("searchKeys")}
        placeholder={t("search")}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Tabs label={t("kinds")} className="mt-3" value={shown} onValueChange={setTab} items={items} />
    </div>
  );
}
