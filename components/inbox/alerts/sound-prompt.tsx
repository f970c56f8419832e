"use client";

import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isMuted, onSoundState, soundState, unlockAudio } from "./sound";
import { useUnlockedAudio } from "./use-unlocked-audio";

const TOAST_ID = "sound-blocked";
/** Browsers that allow sound say so within this time. */
const SETTLED_MS = 500;

/** Asks for one click where the browser keeps the page silent until then; any click or key in the page is one. */
export function SoundPrompt({ volume }: { volume: number }) {
  const t = useTranslations("alerts.prompt");
  const [isBlocked, setIsBlocked] = useState(false);
  useUnlockedAudio();
  useEffect(() => {
    const look = () => setIsBlocked(soundState() === "blocked");
    const timer = setTimeout(look, SETTLED_MS);
    const unsubscribe = onSoundState(look);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, []);
  const isAsking = isBlocked && volume > 0 && !isMuted();
  useEffect(() => {
    if (!isAsking) return;
    // By finger every tap is the one that is asked for: it goes through to what lies below, and no header is covered.
    const asked = matchMedia("(pointer: coarse)").matches
      ? { position: "bottom-center" as const, className: "pointer-events-none!" }
      : { action: { label: t("turnOn"), onClick: () => void unlockAudio() } };
    toast.warning(t("title"), { id: TOAST_ID, description: t("text"), duration: Number.POSITIVE_INFINITY, ...asked });
    return () => void toast.dismiss(TOAST_ID);
  }, [isAsking, t]);
  return null;
}
