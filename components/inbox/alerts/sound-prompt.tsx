"use client";

import { VolumeX } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { useInbox } from "../use-desk";
import { isMuted, onSoundState, soundState, unlockAudio } from "./sound";
import { useUnlockedAudio } from "./use-unlocked-audio";

const TOAST_ID = "sound-blocked";
/** Browsers that allow sound say so within this time. */
const SETTLED_MS = 500;
/** Whoever is busy all the time hears of it all the same. */
const BUSY_MS = 3000;

/**
 * Asks for one click where the browser keeps the page silent until then; any click or key in the page is one. It stands
 * at the foot of the list, where nothing moves when it goes.
 */
export function SoundPrompt() {
  const t = useTranslations("alerts.prompt");
  const isAsking = useIsAsking();
  const isByFinger = useIsByFinger();
  useUnlockedAudio();
  useEffect(() => {
    if (!isAsking || !isByFinger) return;
    // Every tap is the one that is asked for: it goes through to what lies below.
    toast.warning(t("title"), {
      id: TOAST_ID,
      description: t("textByFinger"),
      duration: Number.POSITIVE_INFINITY,
      position: "bottom-center",
      className: "pointer-events-none!",
    });
    return () => void toast.dismiss(TOAST_ID);
  }, [isAsking, isByFinger, t]);
  return (
    <div role="status" className="text-sm">
      {isAsking && !isByFinger && (
        <div className="flex items-center gap-3 bg-warning-soft px-4 py-2 text-warning-text">
          <VolumeX aria-hidden className="size-4.5 shrink-0" />
          <div className="min-w-0 flex-1">
            <p className="font-medium">{t("title")}</p>
            <p className="text-xs">{t("text")}</p>
          </div>
          <Button size="sm" onClick={() => void unlockAudio()}>
            {t("turnOn")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Whether this operator wants to hear something that the browser does not let sound. */
function useIsAsking(): boolean {
  const { volume } = useInbox().operator.alerts;
  const [isBlocked, setIsBlocked] = useState(false);
  useEffect(() => {
    let isGone = false;
    const look = () => {
      if (!isGone) setIsBlocked(soundState() === "blocked");
    };
    // Opening the device may hold the page up for a fifth of a second: not while the lists are on their way.
    const timer = setTimeout(() => whenIdle(look), SETTLED_MS);
    const unsubscribe = onSoundState(look);
    return () => {
      isGone = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, []);
  return isBlocked && volume > 0 && !isMuted();
}

/** Safari has no such callback. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: BUSY_MS });
  else work();
}

function useIsByFinger(): boolean {
  const [isByFinger, setIsByFinger] = useState(false);
  useEffect(() => setIsByFinger(matchMedia("(pointer: coarse)").matches), []);
  return isByFinger;
}
