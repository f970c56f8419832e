"use client";

import { SearchX } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Spinner } from "@/components/ui/display/spinner";
import { FoundChat } from "./found-chat";
import { moveInResults } from "./result-keys";
import { SearchHelp } from "./search-help";
import type { Search } from "./use-search";

type Props = {
  search: Search;
  selectedId: string | null;
  onOpen: (chatId: string) => void;
  onJump: (chatId: string, seq: number) => void;
};

/** What was found, in the place of the lists, and what to say where that is nothing. */
export function SearchResults({ search, selectedId, onOpen, onJump }: Props) {
  const t = useTranslations("search");
  const { found, isReading, hasFailed, problem, isHelpShown, searching, field } = search;
  const chats = found?.chats ?? [];
  const isNothing = found !== null && chats.length === 0 && !isReading && !hasFailed && problem === null;
  const isKnown = found !== null && !isReading && !hasFailed;
  return (
    // The keys move the focus between the links inside; each works without them.
    <section
      aria-label={t("results")}
      // Help scrolls on a small screen and has nothing else in it that the keyboard could reach.
      tabIndex={isNothing || isHelpShown ? 0 : undefined}
      onKeyDown={(event) => moveInResults(event, field.current)}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
    >
      <p role="status" className="px-4 py-1.5 text-muted text-xs empty:hidden">
        {isReading && <Spinner label={t("searching")} />}
        {isKnown && !isNothing && t("count", { count: chats.length, isMore: String(found.next !== null) })}
        {isNothing && <span className="sr-only">{t("noneTitle")}</span>}
      </p>
      {isHelpShown && <SearchHelp />}
      {found?.isSimilar && <p className="px-4 pb-2 text-sm">{t("similar")}</p>}
      {chats.length > 0 && (
        <ul aria-label={t("results")} aria-busy={isReading} className="border-border border-t">
          {chats.map((chat) => (
            <FoundChat key={chat.id} chat={chat} isSelected={chat.id === selectedId} onOpen={onOpen} onJump={onJump} />
          ))}
        </ul>
      )}
      {isNothing && <EmptyState icon={<SearchX />} title={t("noneTitle")} text={t("noneText")} />}
      {isNothing && !isHelpShown && <SearchHelp />}
      {hasFailed && (
        <div role="alert" className="flex flex-wrap items-center gap-2 px-4 py-3 text-sm">
          <span>{t("failed")}</span>
          <Button size="sm" onClick={() => searching.more()}>
            {t("retry")}
          </Button>
        </div>
      )}
      {isKnown && found.next !== null && (
        <div className="px-4 py-3">
          <Button size="sm" onClick={() => searching.more()}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}
