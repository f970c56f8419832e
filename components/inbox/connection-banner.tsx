"use client";

import { useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Notice } from "@/components/ui/display/notice";
import { useConnection } from "@/lib/realtime/use-channel";
import { useHealth } from "./use-desk";

/** A connection that is back within this time is not worth a word. */
const GRACE_MS = 2500;
const TICK_MS = 1000;

/** Says when what is shown may be old, how old, and what happens about it. Nothing while all is well. */
export function ConnectionBanner({ signInHref }: { signInHref: string }) {
  const t = useTranslations("inbox.connection");
  const { isUnreachable, isSignedOut, syncedAt } = useHealth();
  const { downSince } = useConnection();
  const isShown = useDelayed(isUnreachable || downSince !== null);

  if (isSignedOut) {
    return (
      <Notice
        tone="danger"
        role="alert"
        isStrip
        action={
          <LinkButton size="sm" href={signInHref}>
            {t("signIn")}
          </LinkButton>
        }
      >
        <p>{t("signedOut")}</p>
      </Notice>
    );
  }
  return (
    <div role="status">
      {isShown && (
        <Notice tone="warning" isStrip>
          <p>
            {isUnreachable ? t("offline") : t("lost")} <Age since={Math.max(syncedAt, downSince ?? 0)} />
          </p>
        </Notice>
      )}
    </div>
  );
}

/** Ticks for the eyes only: read out each second it would be unbearable. */
function Age({ since }: { since: number }) {
  const t = useTranslations("inbox.connection");
  const format = useFormatter();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  const age = seconds < 100 ? t("seconds", { count: seconds }) : t("minutes", { count: Math.round(seconds / 60) });
  return (
    <span aria-hidden className="tabular-nums">
      {t("asOf", { time: format.dateTime(since, { timeStyle: "medium" }), age })}
    </span>
  );
}

/** True once `isOn` has held for the grace period; false at once. */
function useDelayed(isOn: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isOn) return setIsLate(false);
    const timer = setTimeout(() => setIsLate(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [isOn]);
  return isOn && isLate;
}
