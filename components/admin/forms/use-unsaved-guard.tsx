"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";

/**
 * Asks before unsaved changes are lost by a link of this page, a reload or a closed tab. Render what it returns.
 * The browser's Back button within the app is not held: no page can do that reliably.
 */
export function useUnsavedGuard(isDirty: boolean): ReactNode {
  const t = useTranslations("admin.unsaved");
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);

  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = leavingTo(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(href);
    };
    window.addEventListener("beforeunload", onUnload);
    // While capturing, so that it comes before the link's own handler.
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [isDirty]);

  return (
    <ConfirmDialog
      open={target !== null}
      onOpenChange={(open) => !open && setTarget(null)}
      title={t("title")}
      description={t("text")}
      confirmLabel={t("leave")}
      onConfirm={async () => {
        if (target !== null) router.push(target);
      }}
    />
  );
}

/** Where a plain click on a link leads within the app, or null when this page stays open. */
function leavingTo(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== location.origin) return null;
  const isSamePage = pathname === location.pathname && search === location.search;
  return isSamePage ? null : `${pathname}${search}${hash}`;
}
