"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { shortAddress, webAddress } from "@/lib/inbox/links";

type Page = InboxChatDto["page"];

/** The visitor's page in one line: its title, then where it is. Null where the browser told neither. */
export function pageLine({ title, url }: Page): { title: string | null; address: string | null } | null {
  const address = webAddress(url);
  if (!title && !address) return null;
  return { title: title || null, address: address === null ? null : shortAddress(address) };
}

type Props = { url: string | null; title?: string | null; className?: string };

/** A link to a page that a visitor's browser named: web addresses only, and the page learns nothing of us. */
export function PageLink({ url, title, className }: Props) {
  const t = useTranslations("inbox.visitor");
  const href = webAddress(url);
  if (href === null) return <bdi className={className}>{title || t("unknown")}</bdi>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={cn("group inline-flex min-w-0 items-center gap-1.5 rounded-sm hover:text-accent-text", className)}
    >
      <span className="min-w-0 truncate underline decoration-border-strong underline-offset-3 group-hover:decoration-current">
        {title && <bdi>{title}</bdi>}
        {title && <span aria-hidden> · </span>}
        <bdi dir="ltr">{shortAddress(href)}</bdi>
      </span>
      <ExternalLink aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">({t("opensNewTab")})</span>
    </a>
  );
}
