"use client";

import { Check, Plus } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/forms/input";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import * as api from "@/lib/inbox/organise/organise-api";
import { matchTags, TAG_NAME_MAX, tagKey } from "@/lib/tags/rules";
import type { TagDto } from "@/lib/tags/schemas";
import { useOrganise } from "./organise-context";
import { TagDot } from "./tag-chip";

type Props = {
  /** Ids of tags that are on. */
  chosen: ReadonlySet<string>;
  onToggle: (tag: TagDto, isOn: boolean) => void;
  label: string;
};

/** Finds tags by typing, puts them on and takes them off by Enter or a click, and makes those that are missing. */
export function TagPicker({ chosen, onToggle, label }: Props) {
  const t = useTranslations("organise.tags");
  const errorText = useErrorText();
  const { tags, readTags } = useOrganise();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [isMaking, setIsMaking] = useState(false);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = matchTags(tags, query);
  const name = query.trim();
  const canMake = name !== "" && !tags.some((tag) => tagKey(tag.name) === tagKey(name));
  const count = found.length + (canMake ? 1 : 0);
  const index = Math.min(active, count - 1);
  const optionId = (at: number) => `${listId}-${at}`;

  const make = async () => {
    if (isMaking) return;
    setIsMaking(true);
    const result = await api.createTag(name);
    setIsMaking(false);
    if (!result.ok) return void toast.error(errorText(result.fields?.name ?? result.code));
    await readTags();
    onToggle(result.data.tag, true);
    setQuery("");
  };
  const choose = (at: number) => {
    const tag = found[at];
    if (tag) onToggle(tag, !chosen.has(tag.id));
    else if (canMake) void make();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: count - 1,
    };
    const next = steps[event.key];
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(index);
    } else if (next !== undefined && count > 0 && (query === "" || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      const at = (next + count) % count;
      setActive(at);
      list.current?.children[at]?.scrollIntoView({ block: "nearest" });
    }
  };
  const option = (at: number) => ({
    id: optionId(at),
    role: "option",
    tabIndex: -1,
    onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onClick: () => choose(at),
    onMouseEnter: () => setActive(at),
    className: cn(
      "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-sm",
      at === index && "bg-surface-sunken",
    ),
  });
  return (
    <div>
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={index >= 0 ? optionId(index) : undefined}
        placeholder={t("find")}
        value={query}
        maxLength={TAG_NAME_MAX}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable
        className="mt-2 max-h-56 overflow-y-auto rounded-md border border-border p-1 empty:hidden"
      >
        {found.map((tag, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; `aria-activedescendant` points here.
          <div key={tag.id} {...option(at)} role="option" aria-selected={chosen.has(tag.id)}>
            <span className="inline-flex size-4">{chosen.has(tag.id) && <Check aria-hidden className="size-4" />}</span>
            <TagDot color={tag.color} />
            <bdi className="min-w-0 flex-1 [overflow-wrap:anywhere]">{tag.name}</bdi>
          </div>
        ))}
        {canMake && (
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div {...option(found.length)} role="option" aria-selected={false} aria-busy={isMaking}>
            <Plus aria-hidden className="size-4" />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{t("make", { name: isolate(name) })}</span>
          </div>
        )}
      </div>
      {tags.length === 0 && !canMake && <p className="mt-2 text-muted text-sm">{t("none")}</p>}
    </div>
  );
}
