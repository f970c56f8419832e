"use client";

import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { DropdownMenu, MENU_ITEM_STYLE } from "@/components/ui/overlays/dropdown-menu";
import { FILTER_TAGS_MAX } from "@/lib/views/rules";
import { useOrganise } from "./organise-context";
import { TagDot } from "./tag-chip";

type Props = { tagIds: readonly string[]; onChange: (tagIds: readonly string[]) => void; className: string };

/** Narrows the list to chats with any of some tags; nothing while there are no tags at all. */
export function TagFilter({ tagIds, onChange, className }: Props) {
  const t = useTranslations("organise.tags");
  const { tags } = useOrganise();
  const chosen = tags.filter(({ id }) => tagIds.includes(id));
  const [first] = chosen;
  if (tags.length === 0 && tagIds.length === 0) return null;
  const toggle = (id: string) =>
    onChange(tagIds.includes(id) ? tagIds.filter((one) => one !== id) : [...tagIds, id].slice(-FILTER_TAGS_MAX));
  return (
    <DropdownMenu
      trigger={
        <button type="button" className={className}>
          <span className="sr-only">{t("filter")}: </span>
          {first && <TagDot color={first.color} />}
          {first && chosen.length === 1 ? (
            <bdi className="truncate">{first.name}</bdi>
          ) : (
            t("filterCount", { count: chosen.length })
          )}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {tags.map((tag) => (
        <Radix.CheckboxItem
          key={tag.id}
          checked={tagIds.includes(tag.id)}
          onCheckedChange={() => toggle(tag.id)}
          // Several are chosen in one go.
          onSelect={(event) => event.preventDefault()}
          className={cn(MENU_ITEM_STYLE)}
        >
          <span className="inline-flex size-4">
            <Radix.ItemIndicator>
              <Check aria-hidden />
            </Radix.ItemIndicator>
          </span>
          <TagDot color={tag.color} />
          <bdi className="min-w-0 flex-1 [overflow-wrap:anywhere]">{tag.name}</bdi>
        </Radix.CheckboxItem>
      ))}
    </DropdownMenu>
  );
}
