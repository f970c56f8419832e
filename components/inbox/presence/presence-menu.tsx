"use client";

import { ChevronDown } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { cn } from "@/components/ui/cn";
import { StatusDot } from "@/components/ui/display/status-dot";
import { DropdownMenu, MENU_ITEM_STYLE, MenuHeading, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import { MenuChoices } from "@/components/ui/overlays/menu-choices";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { Tone } from "@/components/ui/tone";
import type { PresenceChange } from "@/lib/inbox/inbox-state";
import { useDesk, useInbox } from "../use-desk";

const INTENTS = ["online", "away", "offline"] as const;
const TONES: Record<(typeof INTENTS)[number], Tone> = { online: "success", away: "warning", offline: "neutral" };

/** Changes whether the operator wants new chats, and says when that could not be stored. */
export function useSetPresence(): (change: PresenceChange) => Promise<void> {
  const desk = useDesk();
  const errorText = useErrorText();
  return async (change) => {
    const result = await desk.setPresence(change);
    if (!result.ok) toast.error(errorText(result.code));
  };
}

/** The operator's own choice whether to be offered chats, and how many they carry. */
export function PresenceMenu() {
  const t = useTranslations("inbox.presence");
  const setPresence = useSetPresence();
  const { intent, finishing, load, maxLoad } = useInbox().operator;
  const isFinishing = intent === "online" && finishing;
  const word = isFinishing ? t("finishing") : t(intent);
  const choose = (value: string) => {
    const chosen = INTENTS.find((one) => one === value);
    if (chosen && chosen !== intent) void setPresence({ intent: chosen });
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("change", { presence: word, load, maxLoad })}
          className={buttonStyle("secondary", "sm")}
        >
          <StatusDot tone={isFinishing ? "warning" : TONES[intent]}>{word}</StatusDot>
          <span className="font-normal text-muted text-xs tabular-nums">{t("loadShort", { load, maxLoad })}</span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <MenuHeading>{t("load", { load, maxLoad })}</MenuHeading>
      <MenuSeparator />
      <MenuChoices
        label={t("label")}
        value={intent}
        onChange={choose}
        options={INTENTS.map((value) => ({ value, label: t(value) }))}
      />
      <MenuSeparator />
      <MenuSwitch
        label={t("finishing")}
        hint={t("finishingHint")}
        isOn={finishing}
        onChange={(isOn) => void setPresence({ finishing: isOn })}
      />
    </DropdownMenu>
  );
}

type SwitchProps = { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void };

/** On or off inside of a menu, which stays open: what it does shows at once. */
function MenuSwitch({ label, hint, isOn, onChange }: SwitchProps) {
  return (
    <Radix.CheckboxItem
      checked={isOn}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={MENU_ITEM_STYLE}
    >
      <span className="min-w-0 flex-1">
        {label}
        <span className="mt-0.5 block text-muted text-xs">{hint}</span>
      </span>
      <span
        aria-hidden
        className={cn(
          "inline-flex h-5 w-9 shrink-0 items-center rounded-full border px-0.5",
          isOn ? "justify-end border-accent bg-accent" : "border-border-strong bg-surface-sunken",
        )}
      >
        <span className={cn("size-3.5 rounded-full", isOn ? "bg-accent-foreground" : "bg-border-strong")} />
      </span>
    </Radix.CheckboxItem>
  );
}
