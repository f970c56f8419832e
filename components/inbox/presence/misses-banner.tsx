"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Notice } from "@/components/ui/display/notice";
import { focusMainIfLost } from "../focus-main";
import { useInbox } from "../use-desk";
import { useSetPresence } from "./presence-menu";

/** Says that missed chats, and not the operator, made them Away, with the way back. Nothing otherwise. */
export function MissesBanner({ className }: { className?: string }) {
  const t = useTranslations("inbox.presence");
  const format = useFormatter();
  const setPresence = useSetPresence();
  const { intent, awayByMissesAt } = useInbox().operator;
  const [isBusy, setIsBusy] = useState(false);
  const back = async () => {
    setIsBusy(true);
    await setPresence({ intent: "online" });
    setIsBusy(false);
    focusMainIfLost();
  };
  return (
    <div role="status" className={className}>
      {awayByMissesAt !== null && intent === "away" && (
        <Notice
          tone="warning"
          isStrip
          action={
            <Button size="sm" variant="primary" pending={isBusy} onClick={() => void back()}>
              {t("backOnline")}
            </Button>
          }
        >
          <p>
            {t("missed")}{" "}
            {t("missedSince", { time: format.dateTime(Date.parse(awayByMissesAt), { timeStyle: "short" }) })}
          </p>
        </Notice>
      )}
    </div>
  );
}
