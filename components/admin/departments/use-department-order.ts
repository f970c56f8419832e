"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import type { ActionResult } from "@/lib/http/result";

/**
 * The order of ids as shown, saved at once in the background. Moves made while a save is under way are saved together
 * after it. A save that fails brings back the order that the server has.
 */
export function useDepartmentOrder(stored: string[], save: (ids: string[]) => Promise<ActionResult<null>>) {
  const t = useTranslations("admin.departments.order");
  const router = useRouter();
  const [ids, setIds] = useState(stored);
  const saved = useRef(stored);
  const wanted = useRef<string[] | null>(null);
  const isSaving = useRef(false);

  const storedKey = stored.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ids; each render makes a new array.
  useEffect(() => {
    // What the server says while a newer order is on its way is out of date already.
    if (isSaving.current) return;
    saved.current = stored;
    setIds(stored);
  }, [storedKey]);

  const saveWanted = async () => {
    if (isSaving.current) return;
    isSaving.current = true;
    while (wanted.current !== null) {
      const order = wanted.current;
      wanted.current = null;
      const result = await callAction(() => save(order));
      if (result.ok) {
        saved.current = order;
        continue;
      }
      wanted.current = null;
      setIds(saved.current);
      toast.error(t(result.code === "conflict" ? "stale" : "failed"));
    }
    isSaving.current = false;
    router.refresh();
  };

  const reorder = (next: string[]) => {
    setIds(next);
    wanted.current = next;
    void saveWanted();
  };
  return { ids, reorder };
}
