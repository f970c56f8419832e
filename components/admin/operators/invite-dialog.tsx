"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { UserPlus } from "lucide-react";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { InvitationLinkPanel } from "@/components/admin/operators/invitation-link-panel";
import { RoleCards } from "@/components/admin/operators/role-cards";
import { callAction, showFailure } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Input } from "@/components/ui/forms/input";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import type { ActionResult } from "@/lib/http/result";
import {
  type DepartmentOption,
  type InvitationLink,
  type InviteOperatorInput,
  inviteOperatorInput,
} from "@/lib/operators/schemas";

type Invite = (input: InviteOperatorInput) => Promise<ActionResult<InvitationLink>>;
type Props = { departments: DepartmentOption[]; invite: Invite };

const EMPTY: InviteOperatorInput = { email: "", role: "operator", departmentIds: [] };

/** A button that opens the form; the link stands in its place afterwards. */
export function InviteDialog({ departments, invite }: Props) {
  const t = useTranslations("operators");
  const common = useTranslations("common");
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState<InvitationLink | null>(null);
  const form = useForm({ resolver: zodResolver(inviteOperatorInput), defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const result = await callAction(() => invite(values));
    if (!result.ok) return showFailure(form, result);
    setLink(result.data);
    form.reset(EMPTY);
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (next) setLink(null);
  };
  const footer = link ? (
    <DialogClose>
      <Button>{t("linkDone")}</Button>
    </DialogClose>
  ) : (
    <>
      <DialogClose>
        <Button>{common("cancel")}</Button>
      </DialogClose>
      <Button type="submit" form={formId} variant="primary" pending={isSubmitting}>
        {t("inviteSubmit")}
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          {t("invite")}
        </Button>
      }
      title={link ? t("linkTitle") : t("invite")}
      description={link ? undefined : t("inviteText")}
      size="md"
      footer={footer}
    >
      {link ? (
        <InvitationLinkPanel link={link} />
      ) : (
        <form id={formId} onSubmit={submit} noValidate className="space-y-5">
          <FormError error={errors.root?.message} />
          <Field label={t("email")} error={errors.email?.message} required>
            <Input
              {...form.register("email")}
              type="email"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
            />
          </Field>
          <RoleCards {...form.register("role")} error={errors.role?.message} />
          <Field label={t("departments")} hint={t("departmentsHint")} error={errors.departmentIds?.message} group>
            {departments.length === 0 && <p className="text-muted">{t("noDepartments")}</p>}
            <div className="space-y-2">
              {departments.map(({ id, name }) => (
                <Checkbox key={id} {...form.register("departmentIds")} value={id} label={<bdi>{name}</bdi>} />
              ))}
            </div>
          </Field>
        </form>
      )}
    </Dialog>
  );
}
