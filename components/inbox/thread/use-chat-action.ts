"use client";

import { useState } from "react";
import { toast } from "sonner";
import type { CallResult } from "@/lib/http/client";
import { useFailureText } from "../use-failure-text";

/**
 * Runs one action at a time and says what happened instead when it failed; the present state is read by then. Answers
 * whether it worked. `busy` names the one that runs; `conflict` words what a conflict means for it.
 */
export function useChatAction(): {
  busy: string | null;
  run: (name: string, act: () => Promise<CallResult<unknown>>, conflict?: string) => Promise<boolean>;
} {
  const failureText = useFailureText();
  const [busy, setBusy] = useState<string | null>(null);
  return {
    busy,
    async run(name, act, conflict) {
      if (busy !== null) return false;
      setBusy(name);
      const result = await act();
      setBusy(null);
      if (!result.ok) toast.error(failureText(result, conflict));
      return result.ok;
    },
  };
}
