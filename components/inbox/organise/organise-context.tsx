"use client";

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { askAgain } from "@/lib/inbox/ask-again";
import * as api from "@/lib/inbox/organise/organise-api";
import { useChannel } from "@/lib/realtime/use-channel";
import type { TagDto } from "@/lib/tags/schemas";
import type { ViewDto } from "@/lib/views/schemas";

type Organise = {
  tags: readonly TagDto[];
  views: readonly ViewDto[];
  readTags: () => Promise<void>;
  readViews: () => Promise<void>;
};

const OrganiseContext = createContext<Organise | null>(null);

export function useOrganise(): Organise {
  const organise = use(OrganiseContext);
  if (!organise) throw new Error("useOrganise needs an OrganiseProvider around it");
  return organise;
}

/** Keeps the vocabulary of tags and the saved views of this tab fresh. */
export function OrganiseProvider({ operatorId, children }: { operatorId: string; children: ReactNode }) {
  const [tags, setTags] = useState<readonly TagDto[]>([]);
  const [views, setViews] = useState<readonly ViewDto[]>([]);
  const readTags = useCallback(async () => {
    const result = await askAgain(api.readTags);
    if (result.ok) setTags(result.data.tags);
  }, []);
  const readViews = useCallback(async () => {
    const result = await askAgain(api.readViews);
    if (result.ok) setViews(result.data.views);
  }, []);
  useEffect(() => {
    void readTags();
    void readViews();
  }, [readTags, readViews]);
  useChannel("operator", operatorId, {
    "inbox.changed": ({ reason }) => {
      if (reason === "tags") void readTags();
      if (reason === "views" || reason === "membership") void readViews();
      // A deleted or merged tag is in no view any more.
      if (reason === "tags") void readViews();
    },
    onSubscribed: () => {
      void readTags();
      void readViews();
    },
  });
  const value = useMemo(() => ({ tags, views, readTags, readViews }), [tags, views, readTags, readViews]);
  return <OrganiseContext value={value}>{children}</OrganiseContext>;
}
