"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type { SessionDto } from "@/lib/operators/schemas";

type Props = {
  sessions: SessionDto[];
  endSession: (sessionId: string) => Promise<ActionResult<void>>;
  endOtherSessions: () => Promise<ActionResult<void>>;
};

export function SessionList({ sessions, endSession, endOtherSessions }: Props) {
  const t = useTranslations("auth.account");
  const endOthers = async () => {
    const result = await callAction(endOtherSessions);
    if (!result.ok) return result.code;
    toast.success(t("otherSessionsEnded"));
  };
  return (
    <div className="space-y-4">
      <ul className="divide-y divide-border">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} end={endSession} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <ConfirmDialog
          trigger={<Button>{t("endOtherSessions")}</Button>}
          title={t("endOtherSessions")}
          description={t("endOtherSessionsText")}
          confirmLabel={t("endOtherSessionsConfirm")}
          onConfirm={endOthers}
        />
      )}
    </div>
  );
}

function SessionRow({ session, end }: { session: SessionDto; end: Props["endSession"] }) {
  const t = useTranslations("auth.account");
  const errorText = useErrorText();
  const [pending, setPending] = useState(false);
  const { browser, system, ipAddress, isPresent, lastSeenAt } = session;
  const device = t("device", { browser: browser ?? "none", system: system ?? "none" });
  const Icon = system === "Android" || system === "iOS" ? Smartphone : Monitor;
  const signOut = async () => {
    setPending(true);
    const result = await callAction(() => end(session.id));
    setPending(false);
    if (result.ok) toast.success(t("sessionEnded"));
    else toast.error(errorText(result.code));
  };
  return (
    <li className="flex items-center gap-4 py-3 first:pt-0">
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {device}
          {isPresent && <Badge tone="success">{t("presentSession")}</Badge>}
        </p>
        <p className="text-muted text-xs">
          {t.rich("sessionDetail", {
            address: ipAddress || t("addressUnknown"),
            time: () => <RelativeTime value={lastSeenAt} />,
          })}
        </p>
      </div>
      {!isPresent && (
        <Button size="sm" pending={pending} aria-label={t("endSessionOf", { device })} onClick={signOut}>
          {t("endSession")}
        </Button>
      )}
    </li>
  );
}
