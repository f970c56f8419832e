"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { TagDot } from "@/components/inbox/organise/tag-chip";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { ActionResult } from "@/lib/http/result";
import { TAG_COLORS, TAG_NAME_MAX, type TagColor } from "@/lib/tags/rules";
import type { TagInput } from "@/lib/tags/schemas";

type Props = {
  title: string;
  initial: TagInput | null;
  save: (input: TagInput) => Promise<ActionResult<void>>;
  onClose: () => void;
};

/** Name and colour of a tag. */
export function TagDialog({ title, initial, save, onClose }: Props) {
  const t = useTranslations("organise.admin");
  const common = useTranslations("common");
  const formId = useId();
  const [name, setName] = useState(initial?.name ?? "");
  const [color, setColor] = useState<TagColor>(initial?.color ?? "blue");
  const [isSaving, setIsSaving] = useState(false);
  const [errors, setErrors] = useState<{ name?: string | undefined; form?: string | undefined }>({});
  const submit = async () => {
    setIsSaving(true);
    const result = await save({ name, color });
    setIsSaving(false);
    if (result.ok) return onClose();
    const atName = result.fields?.name;
    setErrors(atName ? { name: atName } : { form: result.code });
  };
  return (
    <Dialog
      title={title}
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" pending={isSaving}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t("name")} error={errors.name ?? null} required>
          <Input
            value={name}
            maxLength={TAG_NAME_MAX}
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value);
              setErrors({});
            }}
          />
        </Field>
        <Field label={t("color")} group>
          <div className="flex flex-wrap gap-2">
            {TAG_COLORS.map((one) => (
              <label
                key={one}
                className="inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-full border border-border-control px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name={`${formId}-color`}
                  value={one}
                  checked={color === one}
                  onChange={() => setColor(one)}
                  className="sr-only"
                />
                <TagDot color={one} />
                {t(`colors.${one}`)}
              </label>
            ))}
          </div>
        </Field>
        <FormError error={errors.form} />
      </form>
    </Dialog>
  );
}
