"use client";

import { useEffect, useState } from "react";
import { useFormatter } from "use-intl";
import { callJson } from "@/lib/http/client";
import { askAgain } from "@/lib/inbox/ask-again";
import { type PageVisitDto, pageTrailDto } from "@/lib/visits/schemas";
import { PageLink } from "../page-link";

type Props = {
  chatId: string;
  /** Where the visitor is now: whenever that is another page, the trail has grown. */
  url: string | null;
};

/** Where the visitor was before, newest first; nothing while there is nothing. Read when somebody looks, never sent along. */
export function usePageTrail({ chatId, url }: Props): PageVisitDto[] {
  const [trail, setTrail] = useState<{ chatId: string; pages: PageVisitDto[] }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page means another trail
  useEffect(() => {
    const abort = new AbortController();
    const path = `/api/chats/${chatId}/pages`;
    const { signal } = abort;
    void askAgain(() => callJson("GET", path, { schema: pageTrailDto, signal }), { signal }).then((answer) => {
      if (answer.ok && !abort.signal.aborted) setTrail({ chatId, pages: answer.data.pages });
    });
    return () => abort.abort();
  }, [chatId, url]);
  return trail?.chatId === chatId ? trail.pages.slice(1) : [];
}

export function PageTrail({ pages }: { pages: readonly PageVisitDto[] }) {
  const format = useFormatter();
  return (
    <ol className="space-y-1.5">
      {pages.map(({ url, title, seenAt }) => (
        <li key={seenAt} className="flex min-w-0 items-baseline gap-2">
          <time dateTime={seenAt} className="shrink-0 text-muted text-xs tabular-nums">
            {format.dateTime(Date.parse(seenAt), { timeStyle: "short" })}
          </time>
          <PageLink url={url} title={title} className="max-w-full" />
        </li>
      ))}
    </ol>
  );
}
