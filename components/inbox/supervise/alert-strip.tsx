"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Notice } from "@/components/ui/display/notice";
import { readAlerts } from "@/lib/inbox/board/board-api";
import { PacedReader } from "@/lib/inbox/board/paced-reader";
import { useChannel, useChannels } from "@/lib/realtime/use-channel";
import { useInbox } from "../use-desk";

/** For supervisors: how many visitors wait with nobody who hears of it, also of those who began to wait before they signed in. */
export function AlertStrip() {
  const { operator } = useInbox();
  return operator.role === "operator" ? null : <Strip />;
}

function Strip() {
  const t = useTranslations("board");
  const { operator, departments } = useInbox();
  const [count, setCount] = useState(0);
  const read = useEffectEvent(async () => {
    const result = await readAlerts();
    if (result.ok) setCount(result.data.alerts.filter(({ acknowledged }) => acknowledged === null).length);
  });
  const [reader] = useState(() => ({ current: null as PacedReader | null }));
  useEffect(() => {
    const paced = new PacedReader({ read: () => read() });
    reader.current = paced;
    paced.start();
    return () => paced.stop();
  }, [reader]);
  const hint = () => reader.current?.hint();
  // Whatever takes an alert away changes a chat.
  const hintIfShown = () => count > 0 && hint();
  useChannels(
    "department",
    departments.map(({ id }) => id),
    { "chat.changed": hintIfShown },
  );
  useChannel("operator", operator.id, {
    "supervisor.alerted": hint,
    "alert.acknowledged": hint,
    onSubscribed: hint,
  });
  return (
    <div role="status">
      {count > 0 && (
        <Notice
          tone="danger"
          isStrip
          action={
            <LinkButton size="sm" href="/board">
              {t("alerts.toBoard")}
            </LinkButton>
          }
        >
          <p>{t("alerts.strip", { count })}</p>
        </Notice>
      )}
    </div>
  );
}
