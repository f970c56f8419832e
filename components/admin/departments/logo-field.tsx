"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Spinner } from "@/components/ui/display/spinner";
import { Field } from "@/components/ui/forms/field";
import { ImageUpload } from "@/components/ui/forms/image-upload";
import type { ActionResult } from "@/lib/http/result";
import { checkLogoFile, LOGO_ACCEPT } from "@/lib/logos/rules";

export type LogoActions = {
  /** `upload` holds the picture in its field `logo`. */
  set: (upload: FormData) => Promise<ActionResult<{ logoUrl: string | null }>>;
  remove: () => Promise<ActionResult<{ logoUrl: string | null }>>;
};

type Texts = Record<"label" | "hint" | "saved" | "removed" | "saving", string>;
type Props = {
  logoUrl: string | null;
  onChange: (logoUrl: string | null) => void;
  actions: LogoActions;
  /** Of another picture than a department's logo. */
  texts?: Texts;
};

/** The logo of a department that exists, or another such picture: a chosen file is checked and saved at once. */
export function LogoField({ logoUrl, onChange, actions, texts }: Props) {
  const t = useTranslations("admin.department");
  const words = texts ?? {
    label: t("logo"),
    hint: `${t("logoHint")} ${t("logoAtOnce")}`,
    saved: t("logoSaved"),
    removed: t("logoRemoved"),
    saving: t("logoSaving"),
  };
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  const run = async (call: () => Promise<ActionResult<{ logoUrl: string | null }>>, done: string) => {
    setSaving(true);
    const result = await callAction(call);
    setSaving(false);
    if (!result.ok) return setError(result.fields?.logo ?? result.code);
    setFile(null);
    onChange(result.data.logoUrl);
    toast.success(done);
  };

  const choose = async (chosen: File | null) => {
    setFile(chosen);
    const problem = chosen && checkLogoFile(chosen);
    setError(problem);
    if (!chosen || problem) return;
    const upload = new FormData();
    upload.set("logo", chosen);
    await run(() => actions.set(upload), words.saved);
  };

  const remove = async () => {
    setError(null);
    await run(actions.remove, words.removed);
  };

  return (
    <Field label={words.label} hint={words.hint} error={error} optional>
      <ImageUpload
        file={file}
        currentUrl={logoUrl}
        accept={LOGO_ACCEPT}
        disabled={isSaving}
        onFileChange={(chosen) => void choose(chosen)}
        onRemoveCurrent={() => void remove()}
      />
      <p role="status" className={isSaving ? "mt-1.5 flex items-center gap-2 text-muted text-xs" : "sr-only"}>
        {isSaving && (
          <>
            <Spinner /> {words.saving}
          </>
        )}
      </p>
    </Field>
  );
}
