"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import type { DepartmentMembersInput, OperatorChoiceDto } from "@/lib/departments/routing-schemas";
import type { DepartmentMemberDto } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";
import { LINE_MAX } from "@/lib/operators/schemas";

type Props = {
  members: DepartmentMemberDto[];
  /** All active operators. */
  operators: OperatorChoiceDto[];
  /** Answers the members as they are stored. */
  save: (members: DepartmentMembersInput) => Promise<ActionResult<DepartmentMemberDto[]>>;
};

const LINES = Array.from({ length: LINE_MAX }, (_, index) => index + 1);

/** Who takes the chats of a department, and in which line. There is nothing to type, so nothing can be mistyped. */
export function MembersForm({ members, operators, save }: Props) {
  const t = useTranslations("routing.members");
  const [stored, setStored] = useState(members);
  const [list, setList] = useState(members);
  const [addedId, setAddedId] = useState("");
  const [said, setSaid] = useState("");
  const [error, setError] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const isDirty = keyOf(stored) !== keyOf(list);
  const guard = useUnsavedGuard(isDirty);
  const others = operators.filter(({ operatorId }) => !list.some((member) => member.operatorId === operatorId));

  const listRef = useRef<HTMLUListElement>(null);

  const add = () => {
    const operator = others.find(({ operatorId }) => operatorId === addedId);
    if (!operator) return;
    setList([...list, { ...operator, line: 1 }]);
    setAddedId("");
    setSaid(t("added", { name: isolate(operator.name) }));
  };
  const remove = ({ operatorId, name }: DepartmentMemberDto) => {
    // The button that is pressed goes away: the keyboard goes on in the list.
    listRef.current?.focus();
    setList(list.filter((member) => member.operatorId !== operatorId));
    setSaid(t("removed", { name: isolate(name) }));
  };
  const setLine = (id: string, line: number) =>
    setList(list.map((member) => (member.operatorId === id ? { ...member, line } : member)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSaving) return;
    setSaving(true);
    setError(undefined);
    setSaid("");
    const result = await callAction(() => save(list.map(({ operatorId, line }) => ({ operatorId, line }))));
    setSaving(false);
    if (!result.ok) return setError(result.code);
    setStored(result.data);
    setList(result.data);
    toast.success(t("saved"));
  };

  return (
    <form onSubmit={submit} noValidate>
      {guard}
      <Section
        title={t("title")}
        description={t("lead")}
        footer={
          <>
            {isDirty && <span className="me-auto self-center text-muted">{t("unsaved")}</span>}
            {isDirty && (
              <Button variant="ghost" onClick={() => setList(stored)}>
                {t("discard")}
              </Button>
            )}
            <Button type="submit" variant="primary" pending={isSaving}>
              {t("save")}
            </Button>
          </>
        }
      >
        <FormError error={error} className="mb-4" />
        {list.length === 0 && <Notice tone="warning">{t("empty")}</Notice>}
        <ul ref={listRef} tabIndex={-1} aria-label={t("list")} className="divide-y divide-border">
          {list.map((member) => (
            <li key={member.operatorId} className="flex min-h-14 min-w-0 items-center gap-2.5 py-2">
              <OperatorAvatar operatorId={member.operatorId} name={member.name} size="sm" />
              <bdi className="min-w-0 flex-1 break-words">{member.name}</bdi>
              <Select
                className="w-28 shrink-0"
                aria-label={t("lineOf", { name: member.name })}
                value={String(member.line)}
                onChange={(event) => setLine(member.operatorId, Number(event.currentTarget.value))}
                options={LINES.map((line) => ({ value: String(line), label: t("line", { line }) }))}
              />
              <IconButton
                label={t("remove", { name: member.name })}
                icon={<X aria-hidden />}
                onClick={() => remove(member)}
              />
            </li>
          ))}
        </ul>
        <div className="mt-5 flex max-w-xl flex-wrap items-end gap-2">
          <Field label={t("add")} hint={others.length === 0 ? t("allIn") : undefined} className="min-w-52 flex-1">
            <Select
              value={addedId}
              disabled={others.length === 0}
              onChange={(event) => setAddedId(event.currentTarget.value)}
              options={[
                { value: "", label: t("choose") },
                ...others.map(({ operatorId, name }) => ({ value: operatorId, label: name })),
              ]}
            />
          </Field>
          {others.length > 0 && (
            <Button icon={<Plus aria-hidden />} aria-disabled={addedId === ""} onClick={add}>
              {t("addButton")}
            </Button>
          )}
        </div>
        <p role="status" className="mt-2 text-muted empty:sr-only">
          {said}
        </p>
      </Section>
    </form>
  );
}

const keyOf = (members: DepartmentMemberDto[]) =>
  members
    .map(({ operatorId, line }) => `${operatorId}:${line}`)
    .sort()
    .join();
