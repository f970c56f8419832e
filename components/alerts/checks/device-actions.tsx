"use client";

import { BellRing, Send, Smartphone, Volume2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useLocale, useTranslations } from "use-intl";
import { showNotification } from "@/components/inbox/alerts/desktop";
import { play, unlockAudio } from "@/components/inbox/alerts/sound";
import { Button } from "@/components/ui/actions/button";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { DeviceFacts } from "@/lib/inbox/diagnosis/diagnose";
import { sendTestPush, turnOffPush, turnOnPush } from "@/lib/inbox/push/push-client";
import { DEFAULT_TONE } from "@/lib/tones/rules";

/** A test at volume 0 would prove nothing. */
const TEST_VOLUME_MIN = 30;
const NO_CHAT = "test";

/** Tries each way of hearing of something on this device, and turns pushed messages on or off. */
export function DeviceActions({ facts, refresh }: { facts: DeviceFacts; refresh: () => Promise<void> }) {
  const t = useTranslations("alerts.actions");
  const errorText = useErrorText();
  const locale = useLocale();
  const [isBusy, setIsBusy] = useState(false);
  const isOn = Boolean(facts.subscription?.isKnown);

  const report = (error: string | null, done: string) => {
    if (error === null) toast.success(done);
    else toast.error(errorText(error));
  };
  const sound = async () => {
    await unlockAudio();
    play("chat", DEFAULT_TONE, Math.max(TEST_VOLUME_MIN, facts.volume));
  };
  const desktop = async () => {
    if ((await Notification.requestPermission()) !== "granted") return report("forbidden", "");
    const test = { kind: "message", chatId: NO_CHAT, title: t("desktopTitle"), body: t("desktopBody") } as const;
    await showNotification({ ...test, icon: "/icons/icon-192.png", stays: false }, () => window.focus());
    await refresh();
  };
  const busily = (work: () => Promise<void>) => async () => {
    setIsBusy(true);
    await work().catch((error: unknown) => report(String(error), ""));
    await refresh();
    setIsBusy(false);
  };
  const toggle = busily(async () => {
    if (!isOn) return report(await turnOnPush(locale), t("turnedOn"));
    await turnOffPush();
    report(null, t("turnedOff"));
  });
  const push = busily(async () => report(await sendTestPush(), t("pushSent")));
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<Volume2 aria-hidden />} onClick={() => void sound()}>
        {t("sound")}
      </Button>
      {facts.permission !== "unsupported" && (
        <Button icon={<BellRing aria-hidden />} onClick={() => void desktop()}>
          {t("desktop")}
        </Button>
      )}
      {facts.isPushSupported && (
        <Button
          icon={<Smartphone aria-hidden />}
          variant={isOn ? "secondary" : "primary"}
          pending={isBusy}
          onClick={() => void toggle()}
        >
          {t(isOn ? "turnOff" : "turnOn")}
        </Button>
      )}
      {isOn && (
        <Button icon={<Send aria-hidden />} pending={isBusy} onClick={() => void push()}>
          {t("push")}
        </Button>
      )}
    </div>
  );
}
