"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";
import type { UsedTagDto } from "@/lib/tags/schemas";

type Props = {
  tag: UsedTagDto;
  others: readonly UsedTagDto[];
  merge: (tagId: string, intoId: string) => Promise<ActionResult<void>>;
  onClose: () => void;
};

/** Which tag takes the place of this one. */
export function MergeTagDialog({ tag, others, merge, onClose }: Props) {
  const t = useTranslations("organise.admin");
  const [intoId, setIntoId] = useState(others[0]?.id ?? "");
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("mergeTitle")}
      description={t("mergeText", { name: isolate(tag.name) })}
      confirmLabel={t("mergeConfirm")}
      onConfirm={async () => {
        const result = await merge(tag.id, intoId);
        return result.ok ? undefined : result.code;
      }}
    >
      <Field label={t("into")}>
        <Select
          value={intoId}
          onChange={(event) => setIntoId(event.target.value)}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </ConfirmDialog>
  );
}
