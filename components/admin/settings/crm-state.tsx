"use client";

import { Plug, Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";
import { Notice } from "@/components/ui/display/notice";
import { RelativeTime } from "@/components/ui/display/relative-time";
import type { CrmStateDto } from "@/lib/crm/schemas";

const stateOf = ({ connected, failure, isUpToDate }: CrmStateDto) => {
  if (failure !== null) return "broken";
  if (connected) return "works";
  return isUpToDate ? "none" : "waits";
};
const TONES = { broken: "danger", works: "success", none: "neutral", waits: "warning" } as const;

/** In one word. */
export function CrmBadge({ crm }: { crm: CrmStateDto }) {
  const t = useTranslations("crm");
  const state = stateOf(crm);
  return (
    <Badge tone={TONES[state]} icon={crm.connected ? <Plug aria-hidden /> : <Unplug aria-hidden />}>
      {t("state", { state })}
    </Badge>
  );
}

/** What it works with, what is wrong with it, and what is on its way. */
export function CrmState({ crm }: { crm: CrmStateDto }) {
  const t = useTranslations("crm");
  const { connected, failure, failureText, failedAt, retryAt, isUpToDate, lastSentAt, waiting, failed } = crm;
  return (
    <>
      {failure !== null && (
        <Notice tone="danger">
          <p>{t(`failures.${failure}`)}</p>
          {failureText && <p className="mt-1 break-words text-xs">{t("said", { text: failureText })}</p>}
          <p className="mt-1 text-xs">
            {failedAt && t.rich("since", { time: () => <RelativeTime value={failedAt} /> })}
            {retryAt && <> · {t.rich("retry", { time: () => <RelativeTime value={retryAt} /> })}</>}
          </p>
        </Notice>
      )}
      {!isUpToDate && <Notice tone="warning">{t("notUpToDate")}</Notice>}
      {connected && (
        <ul className="space-y-0.5 text-muted text-xs">
          <li className="break-words">
            {t.rich("connectedAs", {
              address: () => <bdi className="font-medium">{connected.address}</bdi>,
              login: () => <bdi className="font-medium">{connected.login}</bdi>,
            })}
          </li>
          {lastSentAt && <li>{t.rich("lastSent", { time: () => <RelativeTime value={lastSentAt} /> })}</li>}
          {waiting > 0 && <li>{t("waiting", { count: waiting })}</li>}
          {failed > 0 && <li className="text-danger-text">{t("failed", { count: failed })}</li>}
        </ul>
      )}
    </>
  );
}
