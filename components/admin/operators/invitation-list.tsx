"use client";

import { Link2, MailOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { InvitationLinkPanel } from "@/components/admin/operators/invitation-link-panel";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Section } from "@/components/ui/layout/card";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type { InvitationDto, InvitationLink } from "@/lib/operators/schemas";

type Props = {
  invitations: InvitationDto[];
  renew: (invitationId: string) => Promise<ActionResult<InvitationLink>>;
  revoke: (invitationId: string) => Promise<ActionResult<void>>;
};

/** Invitations that wait to be accepted; nothing at all without any. */
export function InvitationList({ invitations, renew, revoke }: Props) {
  const t = useTranslations("operators");
  const [link, setLink] = useState<InvitationLink | null>(null);
  return (
    <>
      {invitations.length > 0 && (
        <Section title={t("invitations")} description={t("invitationsText")}>
          <ul className="divide-y divide-border">
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={invitation}
                renew={renew}
                revoke={revoke}
                onLink={setLink}
              />
            ))}
          </ul>
        </Section>
      )}
      <Dialog
        open={link !== null}
        onOpenChange={(open) => !open && setLink(null)}
        title={t("linkTitle")}
        size="md"
        footer={
          <DialogClose>
            <Button>{t("linkDone")}</Button>
          </DialogClose>
        }
      >
        {link && <InvitationLinkPanel link={link} />}
      </Dialog>
    </>
  );
}

type RowProps = Omit<Props, "invitations"> & { invitation: InvitationDto; onLink: (link: InvitationLink) => void };

function InvitationRow({ invitation, renew, revoke, onLink }: RowProps) {
  const t = useTranslations("operators");
  const errorText = useErrorText();
  const [pending, setPending] = useState(false);
  const { id, email, role, departments, invitedBy, expiresAt, isExpired } = invitation;
  const newLink = async () => {
    setPending(true);
    const result = await callAction(() => renew(id));
    setPending(false);
    if (result.ok) onLink(result.data);
    else toast.error(errorText(result.fields?.email ?? result.code));
  };
  const withdraw = async () => {
    const result = await callAction(() => revoke(id));
    if (!result.ok) return result.code;
    toast.success(t("revoked"));
  };
  const detail = [
    t("role", { role }),
    departments.map(({ name }) => name).join(", ") || t("noMemberships"),
    invitedBy && t("invitedBy", { name: invitedBy }),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <MailOpen aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <bdi className="break-all">{email}</bdi>
          {isExpired && <Badge tone="warning">{t("expired")}</Badge>}
        </p>
        <p className="text-muted text-xs">{detail.filter(Boolean).join(" · ")}</p>
        {!isExpired && (
          <p className="text-muted text-xs">{t.rich("expires", { time: () => <RelativeTime value={expiresAt} /> })}</p>
        )}
      </div>
      <div className="ms-9 flex items-center gap-1 sm:ms-0">
        <Button size="sm" icon={<Link2 aria-hidden />} pending={pending} onClick={() => void newLink()}>
          {t("newLink")}
        </Button>
        <ConfirmDialog
          trigger={<IconButton size="sm" label={t("revokeOf", { email })} icon={<Trash2 aria-hidden />} />}
          title={t("revokeTitle")}
          description={t("revokeText", { email })}
          confirmLabel={t("revoke")}
          onConfirm={withdraw}
        />
      </div>
    </li>
  );
}
