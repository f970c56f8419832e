"use client";

import { LogOut, UserRound } from "lucide-react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { UserMenu } from "@/components/ui/layout/user-menu";
import { MenuItem, MenuLink, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";

type Props = { name: string; detail?: string; compact?: boolean; signOut: () => Promise<ActionResult<void>> };

/** Who is signed in, at the foot of the navigation: to their account (with the language), and out. */
export function AccountMenu({ name, detail, compact, signOut }: Props) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  const leave = async () => {
    const result = await callAction(signOut);
    if (!result.ok) toast.error(errorText(result.code));
  };
  return (
    <UserMenu name={name} detail={detail} compact={compact}>
      <MenuLink href="/account" icon={<UserRound aria-hidden />}>
        {t("userMenu")}
      </MenuLink>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void leave()}>
        {t("signOut")}
      </MenuItem>
    </UserMenu>
  );
}
