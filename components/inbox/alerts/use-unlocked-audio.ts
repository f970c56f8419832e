"use client";

import { useEffect } from "react";
import { unlockAudio } from "./sound";

/** Browsers keep a page silent until somebody has touched it: any click or key in it is the sign. */
export function useUnlockedAudio(): void {
  useEffect(() => {
    const unlock = () => void unlockAudio();
    window.addEventListener("pointerdown", unlock);
    window.addEventListener("keydown", unlock);
    return () => {
      window.removeEventListener("pointerdown", unlock);
      window.removeEventListener("keydown", unlock);
    };
  }, []);
}
