"use client";

import { useTranslations } from "use-intl";
import { TextLink } from "@/components/ui/actions/text-link";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import type { ChannelDto } from "@/lib/settings/channel-schemas";

type Props = { channel: ChannelDto };

export function ChannelName({ channel: { name, type, link } }: Props) {
  const t = useTranslations("settings.channels");
  return (
    <>
      <bdi className="break-words font-medium">{name}</bdi>
      <p className="text-muted text-xs">{t("type", { type })}</p>
      {link && (
        <p className="break-all text-xs">
          <TextLink href={link} target="_blank" rel="noreferrer">
            {link.replace(/^(?:https:\/\/|mailto:)/, "")}
          </TextLink>
        </p>
      )}
    </>
  );
}

/** Whether it works, and if not, why and since when. */
export function ChannelState({ channel: { active, failure, failedAt, receives, type } }: Props) {
  const t = useTranslations("settings.channels");
  if (!active) return <Badge>{t("off")}</Badge>;
  if (failure !== null) {
    return (
      <>
        <Badge tone="danger">{t("broken")}</Badge>
        <p className="mt-1 max-w-prose text-danger-text text-xs">
          {t(type === "email" ? `mailFailures.${failure}` : `failures.${failure}`)}
        </p>
        {failedAt && (
          <p className="mt-0.5 text-muted text-xs">
            {t("since")} <RelativeTime value={failedAt} />
          </p>
        )}
      </>
    );
  }
  if (type !== "web" && receives === null) return <Badge tone="warning">{t("connecting")}</Badge>;
  return <Badge tone="success">{t("on")}</Badge>;
}

export function ChannelTraffic({ channel: { type, lastReceivedAt, lastSentAt, refused, bare } }: Props) {
  const t = useTranslations("settings.channels");
  const rows = [
    ["received", lastReceivedAt],
    ["sent", lastSentAt],
  ] as const;
  return (
    <>
      <dl className="mt-1 text-muted text-xs">
        {rows.map(([name, at]) => (
          <div key={name} className="flex gap-1">
            <dt>{t(name)}:</dt>
            <dd>{at ? <RelativeTime value={at} /> : t("never")}</dd>
          </div>
        ))}
      </dl>
      {refused > 0 && (
        <p className="mt-1 max-w-prose text-warning-text text-xs">
          {t(type === "email" ? "mailsRefused" : "refused", { count: refused })}
        </p>
      )}
      {bare > 0 && <p className="mt-1 max-w-prose text-warning-text text-xs">{t("mailsBare", { count: bare })}</p>}
    </>
  );
}
