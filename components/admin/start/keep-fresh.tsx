"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { Step } from "@/lib/first-steps/rules";

const LOOK_MS = 3000;

/**
 * Draws the page anew every few seconds while somebody looks at a step that happens in another tab. The step is put into
 * the address: what has just happened is to be seen, and not passed over for the next one.
 */
export function KeepFresh({ step }: { step: Step }) {
  const router = useRouter();
  useEffect(() => {
    window.history.replaceState(null, "", `?step=${step}`);
    const look = () => void (document.visibilityState === "visible" && router.refresh());
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [step, router]);
  return null;
}
