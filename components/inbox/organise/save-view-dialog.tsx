"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { FormDialog } from "@/components/ui/overlays/form-dialog";
import { type ListFilter, settled } from "@/lib/inbox/lists/list-filter";
import * as api from "@/lib/inbox/organise/organise-api";
import { VIEW_NAME_MAX } from "@/lib/views/rules";
import { useInbox } from "../use-desk";
import { useOrganise } from "./organise-context";

/** Gives the list as it is a name, for oneself or, where one may, for others. */
export function SaveViewDialog({ filter, onClose }: { filter: ListFilter; onClose: () => void }) {
  const t = useTranslations("organise.views");
  const { operator, departments } = useInbox();
  const { readViews } = useOrganise();
  const [name, setName] = useState("");
  const [audience, setAudience] = useState("me");
  const [isSaving, setIsSaving] = useState(false);
  const [errors, setErrors] = useState<{ name?: string; form?: string }>({});
  const options = [
    { value: "me", label: t("me") },
    ...departments.map((one) => ({ value: one.id, label: t("department", { name: isolate(one.name) }) })),
    ...(operator.role === "admin" ? [{ value: "everybody", label: t("everybody") }] : []),
  ];
  const submit = async () => {
    setIsSaving(true);
    const { tagIds, ...query } = settled(filter);
    const to =
      audience === "me" || audience === "everybody"
        ? ({ for: audience } as const)
        : ({ for: "department", departmentId: audience } as const);
    const result = await api.createView(name, { ...query, tagIds: [...tagIds] }, to);
    setIsSaving(false);
    if (!result.ok) return setErrors(result.fields?.name ? { name: result.fields.name } : { form: result.code });
    await readViews();
    toast.success(t("saved"));
    onClose();
  };
  return (
    <FormDialog
      title={t("saveTitle")}
      description={t("saveText")}
      isBusy={isSaving}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("name")} error={errors.name ?? null} required>
        <Input
          value={name}
          maxLength={VIEW_NAME_MAX}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
            setErrors({});
          }}
        />
      </Field>
      {operator.role !== "operator" && (
        <Field label={t("audience")}>
          <Select value={audience} onChange={(event) => setAudience(event.target.value)} options={options} />
        </Field>
      )}
      <FormError error={errors.form} />
    </FormDialog>
  );
}
