"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../actions/icon-button";
import { cn } from "../cn";
import { Input } from "./input";

/** A password that can be shown while typing; pass `autoComplete` ("current-password" or "new-password"). */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("common");
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input {...rest} type={shown ? "text" : "password"} spellCheck={false} className={cn("pe-11", className)} />
      <IconButton
        label={shown ? t("hidePassword") : t("showPassword")}
        icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        size="sm"
        className="absolute end-1 top-1"
        onClick={() => setShown(!shown)}
      />
    </span>
  );
}
