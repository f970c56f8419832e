"use client";

import { CircleHelp, Search as Magnifier, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Input } from "@/components/ui/forms/input";
import { QUERY_MAX } from "@/lib/search/rules";
import { useCommand } from "../commands/use-command";
import { firstResult } from "./result-keys";
import type { Search } from "./use-search";

const PROBLEM_ID = "search-problem";

/** Looks for chats while somebody types. Escape clears, the arrow down goes to what was found. */
export function SearchField({ search }: { search: Search }) {
  const t = useTranslations("search");
  const { searching, field, typed, problem, isHelpShown, setHelpShown } = search;

  useCommand("search.focus", () => {
    field.current?.focus();
    field.current?.select();
  });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && (typed !== "" || isHelpShown)) {
      event.preventDefault();
      searching.clear();
      setHelpShown(false);
    } else if (event.key === "ArrowDown") {
      const first = firstResult();
      if (!first) return;
      event.preventDefault();
      first.focus();
    }
  };
  return (
    <search className="border-border border-b px-4 pb-2">
      <div className="relative flex items-center">
        <Magnifier aria-hidden className="pointer-events-none absolute start-3 size-4 text-muted" />
        <Input
          ref={field}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          maxLength={QUERY_MAX}
          aria-label={t("label")}
          aria-describedby={problem ? PROBLEM_ID : undefined}
          aria-invalid={problem !== null || undefined}
          placeholder={t("placeholder")}
          value={typed}
          onChange={(event) => searching.type(event.target.value)}
          onKeyDown={onKeyDown}
          className="text-ellipsis ps-9 pe-18"
        />
        <span className="absolute end-1 flex">
          {typed !== "" && (
            <IconButton
              size="sm"
              variant="ghost"
              label={t("clear")}
              icon={<X aria-hidden />}
              onClick={() => {
                searching.clear();
                field.current?.focus();
              }}
            />
          )}
          <IconButton
            size="sm"
            variant="ghost"
            label={t("help.title")}
            icon={<CircleHelp aria-hidden />}
            aria-expanded={isHelpShown}
            onClick={() => setHelpShown(!isHelpShown)}
          />
        </span>
      </div>
      {problem && (
        <p id={PROBLEM_ID} role="status" className="mt-1 text-muted text-xs">
          {t(`problem.${problem}`)}
        </p>
      )}
    </search>
  );
}
