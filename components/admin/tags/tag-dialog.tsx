"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { TagDot } from "@/components/inbox/organise/tag-chip";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { FormDialog } from "@/components/ui/overlays/form-dialog";
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
  const id = useId();
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
    <FormDialog title={title} isBusy={isSaving} onSubmit={submit} onClose={onClose}>
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
                name={`${id}-color`}
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
    </FormDialog>
  );
}
