"use client";

import { BookOpen, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { ApiKeyDto, ApiKeyInput } from "@/lib/api-keys/schemas";
import type { ActionResult } from "@/lib/http/result";
import { KeyPanel } from "./key-panel";
import { KeyRow } from "./key-row";
import { NewKeyDialog } from "./new-key-dialog";

type Props = {
  keys: readonly ApiKeyDto[];
  create: (input: ApiKeyInput) => Promise<ActionResult<{ key: string }>>;
  replace: (keyId: string) => Promise<ActionResult<{ key: string }>>;
  revoke: (keyId: string) => Promise<ActionResult<void>>;
};
type Shown =
  | { what: "new" }
  | { what: "replace" | "revoke"; key: ApiKeyDto }
  | { what: "replaced"; key: ApiKeyDto; apiKey: string };

/** All keys, those in use first, each with what it may do. */
export function KeyList({ keys, create, replace, revoke }: Props) {
  const t = useTranslations("api");
  const [shown, setShown] = useState<Shown | null>(null);
  const hide = () => setShown(null);
  // The question that led to a new key closes itself; the key stays.
  const hideQuestion = () => setShown((now) => (now?.what === "replaced" ? now : null));
  const name = shown && shown.what !== "new" ? isolate(shown.key.name) : "";
  const confirmReplace = async () => {
    if (shown?.what !== "replace") return undefined;
    const { key } = shown;
    const result = await replace(key.id);
    if (!result.ok) return result.code;
    setShown({ what: "replaced", key, apiKey: result.data.key });
    return undefined;
  };
  const confirmRevoke = async () => {
    if (shown?.what !== "revoke") return undefined;
    const result = await revoke(shown.key.id);
    if (!result.ok) return result.code;
    toast.success(t("revoke.done"));
    return undefined;
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        actions={
          <>
            <LinkButton href="/docs/api" icon={<BookOpen aria-hidden />}>
              {t("documentation")}
            </LinkButton>
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setShown({ what: "new" })}>
              {t("new")}
            </Button>
          </>
        }
      />
      {keys.length === 0 ? (
        <Card>
          <EmptyState icon={<KeyRound />} title={t("none")} text={t("empty")} />
        </Card>
      ) : (
        <Table label={t("title")}>
          <TableHead>
            <TableRow>
              <TableHeader>{t("name")}</TableHeader>
              <TableHeader>{t("scopes")}</TableHeader>
              <TableHeader>{t("state")}</TableHeader>
              <TableHeader>{t("lastUsed")}</TableHeader>
              <TableHeader>
                <span className="sr-only">{t("actions", { name: "" })}</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <tbody>
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                apiKey={key}
                onReplace={() => setShown({ what: "replace", key })}
                onRevoke={() => setShown({ what: "revoke", key })}
              />
            ))}
          </tbody>
        </Table>
      )}
      {shown?.what === "new" && <NewKeyDialog create={create} onClose={hide} />}
      {shown?.what === "replaced" && (
        <Dialog
          open
          onOpenChange={(isOpen) => !isOpen && hide()}
          title={t("replace.newTitle", { name })}
          size="md"
          footer={
            <Button variant="primary" onClick={hide}>
              {t("shown.done")}
            </Button>
          }
        >
          <KeyPanel name={shown.key.name} apiKey={shown.apiKey} />
        </Dialog>
      )}
      <ConfirmDialog
        open={shown?.what === "replace"}
        onOpenChange={(isOpen) => !isOpen && hideQuestion()}
        title={t("replace.title", { name })}
        description={t("replace.text")}
        confirmLabel={t("replace.confirm")}
        onConfirm={confirmReplace}
      />
      <ConfirmDialog
        open={shown?.what === "revoke"}
        onOpenChange={(isOpen) => !isOpen && hide()}
        title={t("revoke.title", { name })}
        description={t("revoke.text")}
        confirmLabel={t("revoke.confirm")}
        onConfirm={confirmRevoke}
      />
    </>
  );
}
