"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input, Textarea } from "@/components/ui/forms/input";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { Select } from "@/components/ui/forms/select";
import { FormDialog } from "@/components/ui/overlays/form-dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { FieldErrors } from "@/lib/errors";
import type { FileDto } from "@/lib/files/schemas";
import type { ActionResult } from "@/lib/http/result";
import type { OperatorRole } from "@/lib/operators/schemas";
import { openVariables, REPLY_VARIABLES } from "@/lib/replies/rules";
import { REPLY_SCOPES, type ReplyScope, type SaveReplyInput, saveReplyInput } from "@/lib/replies/schemas";
import { ReplyFiles } from "./reply-files";
import { useReplyUploads } from "./use-reply-uploads";

export type ReplyDraft = {
  id: string;
  isNew: boolean;
  scope: ReplyScope;
  departmentId: string | null;
  title: string;
  body: string;
  files: FileDto[];
};

type Props = {
  reply: ReplyDraft;
  role: OperatorRole;
  departments: { id: string; name: string }[];
  save: (id: string, input: SaveReplyInput) => Promise<ActionResult<void>>;
  onClose: () => void;
  onSaved: () => void;
};

/** One reply: whose it is, its title, its text with variables, and its files. */
export function ReplyDialog({ reply, role, departments, save, onClose, onSaved }: Props) {
  const t = useTranslations("writing.replies");
  const scopeText = useTranslations("writing.reply.scope");
  const errorText = useErrorText();
  const body = useRef<HTMLTextAreaElement>(null);
  const [values, setValues] = useState({
    ...reply,
    departmentId: reply.departmentId ?? departments[0]?.id ?? null,
  });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [pending, setPending] = useState(false);
  const uploads = useReplyUploads();
  const set = (change: Partial<ReplyDraft>) => setValues((before) => ({ ...before, ...change }));
  const scopes = REPLY_SCOPES.filter(
    (scope) => scope === "personal" || (scope === "company" ? role === "admin" : departments.length > 0),
  );
  const insert = (variable: string) => {
    const area = body.current;
    if (!area) return;
    area.setRangeText(`{${variable}}`, area.selectionStart, area.selectionEnd, "end");
    set({ body: area.value });
    area.focus();
  };
  const unknown = openVariables(values.body).filter((one) => !REPLY_VARIABLES.some((known) => one === `{${known}}`));
  const submit = async () => {
    const { scope, departmentId, title, body: text, files } = values;
    if (uploads.items.some(({ file }) => file === null)) return setErrors({ fileIds: "filesNotThere" });
    const parsed = saveReplyInput.safeParse({
      scope,
      title,
      body: text,
      fileIds: [...files, ...uploads.items.flatMap(({ file }) => file ?? [])].map(({ id }) => id),
      ...(scope === "department" && { departmentId }),
    });
    if (!parsed.success) {
      const found = parsed.error.issues.map(({ path, message }) => [path.join("."), message]);
      return setErrors(Object.fromEntries(found));
    }
    setPending(true);
    const result = await callAction(() => save(reply.id, parsed.data));
    setPending(false);
    if (!result.ok) return setErrors(result.fields ?? { form: result.code });
    onSaved();
    onClose();
  };
  return (
    <FormDialog
      title={t(reply.isNew ? "newTitle" : "editTitle")}
      size="md"
      isBusy={pending}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormError error={errors.form} />
      <Field label={t("name")} error={errors.title} required hint={t("nameHint")}>
        <Input value={values.title} maxLength={200} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("text")} error={errors.body} required>
        <Textarea
          ref={body}
          rows={6}
          dir="auto"
          value={values.body}
          onChange={(event) => set({ body: event.target.value })}
        />
      </Field>
      <fieldset>
        <legend className="mb-1.5 text-muted text-xs">{t("variables")}</legend>
        <div className="flex flex-wrap gap-1.5">
          {REPLY_VARIABLES.map((variable) => (
            <Button key={variable} size="sm" onClick={() => insert(variable)}>
              {`{${variable}}`}
            </Button>
          ))}
        </div>
        {unknown.length > 0 && (
          <p role="status" className="mt-2 text-warning-text">
            {t("unknown", { names: unknown.join(", ") })}
          </p>
        )}
      </fieldset>
      <ReplyFiles
        kept={values.files}
        onKeep={(files) => set({ files })}
        uploads={uploads}
        error={errors.fileIds && errorText(errors.fileIds)}
      />
      {scopes.length > 1 && (
        <RadioCards
          label={t("scope")}
          value={values.scope}
          error={errors.scope}
          onValueChange={(value) => set({ scope: scopes.find((scope) => scope === value) ?? "personal" })}
          options={scopes.map((scope) => ({ value: scope, label: scopeText(scope), hint: t(`scopeHint.${scope}`) }))}
        />
      )}
      {values.scope === "department" && (
        <Field label={t("department")} error={errors.departmentId} required>
          <Select
            value={values.departmentId ?? ""}
            onChange={(event) => set({ departmentId: event.target.value })}
            options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </FormDialog>
  );
}
