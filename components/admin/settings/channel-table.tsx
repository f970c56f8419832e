"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { EditChannelDialog } from "@/components/admin/settings/edit-channel-dialog";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { VisuallyHidden } from "@/components/ui/display/visually-hidden";
import type { ActionResult } from "@/lib/http/result";
import type { ChannelDto, ChannelFormValues } from "@/lib/settings/schemas";

type Props = {
  channels: ChannelDto[];
  save: (channelId: string, values: ChannelFormValues) => Promise<ActionResult<void>>;
};

/** The tab of the channels: each way in with its weight and its idle time. */
export function ChannelTable({ channels, save }: Props) {
  const t = useTranslations("settings.channels");
  const common = useTranslations("common");
  const [edited, setEdited] = useState<ChannelDto | null>(null);
  return (
    <>
      <Table label={t("title")}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("channel")}</TableHeader>
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
                <bdi className="break-words font-medium">{channel.name}</bdi>
                <p className="text-muted text-xs">{t("type", { type: channel.type })}</p>
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
              <TableCell label={t("state")}>
                <Badge tone={channel.active ? "success" : "neutral"}>{channel.active ? t("on") : t("off")}</Badge>
              </TableCell>
              <TableCell isAction>
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
      {edited && (
        <EditChannelDialog
          key={edited.id}
          channel={edited}
          save={save.bind(null, edited.id)}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function IdleTime({ channel: { type, closeIdleAfterMinutes } }: { channel: ChannelDto }) {
  const t = useTranslations("settings.channels");
  if (closeIdleAfterMinutes !== null) return t("minutes", { count: closeIdleAfterMinutes });
  return <span className="text-muted">{type === "telegram" ? t("oneDay") : t("inherited")}</span>;
}
