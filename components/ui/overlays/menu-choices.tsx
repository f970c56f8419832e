"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { MENU_ITEM_STYLE } from "./dropdown-menu";

type Option = {
  value: string;
  label: string;
  lang?: string;
  icon?: ReactNode;
  /** At the end of the line, such as a number. */
  hint?: ReactNode;
};
type Props = { label: string; value: string; onChange: (value: string) => void; options: readonly Option[] };

/** Entries of a menu of which one is chosen, such as languages or presence. */
export function MenuChoices({ label, value, onChange, options }: Props) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <Radix.Label className="px-2.5 pt-2 pb-1 text-muted text-xs">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} lang={option.lang} className={MENU_ITEM_STYLE}>
          <span className="inline-flex size-4">
            <Radix.ItemIndicator>
              <Check aria-hidden />
            </Radix.ItemIndicator>
          </span>
          {option.icon}
          <bdi className="min-w-0 flex-1 [overflow-wrap:anywhere]">{option.label}</bdi>
          {option.hint}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
