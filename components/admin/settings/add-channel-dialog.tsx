"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { MailChannelDialog } from "@/components/admin/settings/mail-channel-dialog";
import { ServiceChannelDialog } from "@/components/admin/settings/service-channel-dialog";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { ADDABLE_TYPES, type AddableType } from "@/lib/channels/rules";
import type { ActionResult } from "@/lib/http/result";
import type { NewChannelFormValues } from "@/lib/settings/channel-schemas";
import type { MailChannelFormValues } from "@/lib/settings/mail-schemas";

type Props = {
  departments: { id: string; name: string }[];
  add: (values: NewChannelFormValues | MailChannelFormValues) => Promise<ActionResult<{ id: string }>>;
  onClose: () => void;
};

/** A new channel: first of which kind, then what that needs. */
export function AddChannelDialog({ departments, add, onClose }: Props) {
  const t = useTranslations("settings.channels");
  const [type, setType] = useState<AddableType>("telegram");
  const head = (
    <Field label={t("typeLabel")}>
      <Select
        value={type}
        onChange={({ target }) => setType(ADDABLE_TYPES.find((known) => known === target.value) ?? "telegram")}
        options={ADDABLE_TYPES.map((known) => ({ value: known, label: t("type", { type: known }) }))}
      />
    </Field>
  );
  const shared = { channel: null, departments, save: add, onClose, head };
  return type === "email" ? <MailChannelDialog {...shared} known={null} /> : <ServiceChannelDialog {...shared} />;
}
