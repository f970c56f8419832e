"use client";

import { Building2, MessageSquareText, MessagesSquare, Search, SquareTerminal } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/display/kbd";
import { OVERLAY_STYLE, PANEL_STYLE } from "@/components/ui/overlays/panel-style";
import type { CommandBoard } from "@/lib/inbox/commands/command-board";
import { paletteMatches, parseRecent, withRecent } from "@/lib/inbox/palette/rules";
import { browserStorage, useInbox } from "../use-desk";
import { useReplies } from "../writing/use-replies";
import { type PaletteAct, usePaletteEntries } from "./use-palette-entries";

const ICONS = { command: SquareTerminal, chat: MessagesSquare, department: Building2, reply: MessageSquareText };

type Props = { board: CommandBoard; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** One field for everything: commands, open chats, departments and canned replies. */
export function Palette({ board, isOpen, onOpenChange }: Props) {
  const t = useTranslations("writing.palette");
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_STYLE} />
        <Radix.Content aria-describedby={undefined} className={cn(PANEL_STYLE, "sm:max-w-xl")}>
          <Radix.Title className="sr-only">{t("title")}</Radix.Title>
          <PaletteBody board={board} onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ board, onDone }: { board: CommandBoard; onDone: () => void }) {
  const t = useTranslations("writing.palette");
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { operator } = useInbox();
  const { wanted } = useReplies();
  const entries = usePaletteEntries(board);
  const key = `foyer.palette.${operator.id}`;
  const [recent] = useState(() => parseRecent(browserStorage.get(key)));
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const shown = paletteMatches(query, entries, recent).flatMap((entry) => byId.get(entry.id) ?? []);
  const activeIndex = Math.min(chosen, shown.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the palette opens.
  useEffect(() => wanted(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active entry is the reason to scroll.
  useEffect(() => {
    box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [activeIndex]);

  const act = (entry: PaletteAct | undefined) => {
    if (!entry) return;
    browserStorage.set(key, JSON.stringify(withRecent(recent, entry.id)));
    onDone();
    // After the window is gone: until then it holds the focus.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length > 0) setChosen((activeIndex + step + shown.length) % shown.length);
    else if (event.key === "Enter") act(shown[activeIndex]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex items-center gap-3 border-border border-b px-4">
        <Search aria-hidden className="size-4.5 shrink-0 text-muted" />
        <input
          role="combobox"
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? `${id}-${activeIndex}` : undefined}
          aria-label={t("label")}
          placeholder={t("placeholder")}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full min-w-0 bg-transparent text-base outline-none"
        />
      </div>
      <div ref={box} role="listbox" id={`${id}-list`} aria-label={t("list")} className="min-h-0 overflow-y-auto p-2">
        {shown.map((entry, index) => (
          <Option
            key={entry.id}
            id={`${id}-${index}`}
            entry={entry}
            isActive={index === activeIndex}
            onPoint={() => setChosen(index)}
            onAct={() => act(entry)}
          />
        ))}
      </div>
      <p role="status" className={shown.length > 0 ? "sr-only" : "px-4 pb-5 text-muted"}>
        {t("count", { count: shown.length })}
      </p>
    </>
  );
}

type OptionProps = { id: string; entry: PaletteAct; isActive: boolean; onPoint: () => void; onAct: () => void };

function Option({ id, entry, isActive, onPoint, onAct }: OptionProps) {
  const t = useTranslations("writing.palette.kind");
  const { kind, label, detail, keys } = entry;
  const Icon = ICONS[kind];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onAct}
      className={cn(
        "flex min-h-10 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5",
        isActive && "bg-surface-selected",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="sr-only">{t(kind)}: </span>
      <bdi className="min-w-0 flex-1 truncate">{label}</bdi>
      {detail && <bdi className="max-w-[40%] shrink-0 truncate text-muted text-xs">{detail}</bdi>}
      {keys && (
        <span className="flex shrink-0 gap-1" aria-hidden>
          {keys.split(" ").map((one) => (
            <Kbd key={one}>{one.toUpperCase()}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}
