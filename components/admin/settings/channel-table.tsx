"use client";

import { Pencil, Plus, Power } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { AddChannelDialog } from "@/components/admin/settings/add-channel-dialog";
import { EditChannelDialog } from "@/components/admin/settings/edit-channel-dialog";
import { MailChannelDialog } from "@/components/admin/settings/mail-channel-dialog";
import { ServiceChannelDialog } from "@/components/admin/settings/service-channel-dialog";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { VisuallyHidden } from "@/components/ui/display/visually-hidden";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type {
  ChannelDto,
  ChannelFormValues,
  NewChannelFormValues,
  ServiceChannelFormValues,
} from "@/lib/settings/channel-schemas";
import type { MailChannelFormValues, MailFields } from "@/lib/settings/mail-schemas";
import { ChannelName, ChannelState, ChannelTraffic } from "./channel-cells";

type Props = {
  channels: ChannelDto[];
  departments: { id: string; name: string }[];
  /** What is known of the accounts of mail channels, by channel; never a password. */
  mailAccounts: Record<string, MailFields>;
  add: (values: NewChannelFormValues | MailChannelFormValues) => Promise<ActionResult<{ id: string }>>;
  save: (
    channelId: string,
    values: ChannelFormValues | ServiceChannelFormValues | MailChannelFormValues,
  ) => Promise<ActionResult<void>>;
  toggle: (channelId: string, active: boolean) => Promise<ActionResult<void>>;
};

/** The tab of the channels: each way in with its weight, its idle time, and whether it works. */
export function ChannelTable({ channels, departments, mailAccounts, add, save, toggle }: Props) {
  const t = useTranslations("settings.channels");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [edited, setEdited] = useState<ChannelDto | null>(null);
  const [isAdding, setAdding] = useState(false);
  const close = () => {
    setEdited(null);
    setAdding(false);
  };
  const turn = async ({ id, active }: ChannelDto) => {
    const result = await callAction(() => toggle(id, !active));
    if (!result.ok) return void toast.error(errorText(result.code));
    toast.success(active ? t("switchedOff") : t("switchedOn"));
  };
  return (
    <>
      <div className="mb-4">
        <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
          {t("add")}
        </Button>
      </div>
      <Table label={t("title")}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("channel")}</TableHeader>
            <TableHeader>{t("department")}</TableHeader>
            <TableHeader>{t("weight")}</TableHeader>
            <TableHeader>{t("closeIdle")}</TableHeader>
            <TableHeader>{t("openChats")}</TableHeader>
            <TableHeader>{t("state")}</TableHeader>
            <TableHeader>
              <VisuallyHidden>{common("edit")}</VisuallyHidden>
            </TableHeader>
          </TableRow>
        </TableHead>
        <tbody>
          {channels.map((channel) => (
            <TableRow key={channel.id}>
              <TableCell className="sm:min-w-40">
                <ChannelName channel={channel} />
              </TableCell>
              <TableCell label={t("department")}>
                {channel.departmentName === null ? (
                  <span className="text-muted">{t("anyDepartment")}</span>
                ) : (
                  <bdi>{channel.departmentName}</bdi>
                )}
              </TableCell>
              <TableCell label={t("weight")} className="tabular-nums">
                {channel.weight}
              </TableCell>
              <TableCell label={t("closeIdle")}>
                <IdleTime channel={channel} />
              </TableCell>
              <TableCell label={t("openChats")} className="tabular-nums">
                {channel.openChats}
              </TableCell>
              <TableCell label={t("state")} className="sm:min-w-48">
                <ChannelState channel={channel} />
                {channel.type !== "web" && <ChannelTraffic channel={channel} />}
              </TableCell>
              <TableCell isAction>
                {channel.type !== "web" && (
                  <IconButton
                    label={t(channel.active ? "switchOff" : "switchOn", { name: channel.name })}
                    icon={<Power aria-hidden />}
                    onClick={() => void turn(channel)}
                  />
                )}
                <IconButton
                  label={t("edit", { name: channel.name })}
                  icon={<Pencil aria-hidden />}
                  onClick={() => setEdited(channel)}
                />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {edited?.type === "web" && (
        <EditChannelDialog key={edited.id} channel={edited} save={save.bind(null, edited.id)} onClose={close} />
      )}
      {edited?.type === "email" && (
        <MailChannelDialog
          key={edited.id}
          channel={edited}
          known={mailAccounts[edited.id] ?? null}
          departments={departments}
          save={save.bind(null, edited.id)}
          onClose={close}
        />
      )}
      {edited?.type === "telegram" && (
        <ServiceChannelDialog
          key={edited.id}
          channel={edited}
          departments={departments}
          save={save.bind(null, edited.id)}
          onClose={close}
        />
      )}
      {isAdding && <AddChannelDialog departments={departments} add={add} onClose={close} />}
    </>
  );
}

function IdleTime({ channel: { type, closeIdleAfterMinutes } }: { channel: ChannelDto }) {
  const t = useTranslations("settings.channels");
  if (closeIdleAfterMinutes !== null) return t("minutes", { count: closeIdleAfterMinutes });
  const ofType = { web: "inherited", telegram: "oneDay", email: "threeDays" } as const;
  return <span className="text-muted">{t(ofType[type])}</span>;
}
