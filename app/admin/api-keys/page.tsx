import type { Metadata } from "next";
import { KeyList } from "@/components/admin/api-keys/key-list";
import { listApiKeys } from "@/lib/api-keys/queries";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { createApiKeyAction, replaceApiKeyAction, revokeApiKeyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("api");
  return { title: t("title") };
}

export default async function ApiKeysPage() {
  const { db } = await requireAdminPage("/admin/api-keys");
  return (
    <KeyList
      keys={await listApiKeys(db)}
      create={createApiKeyAction}
      replace={replaceApiKeyAction}
      revoke={revokeApiKeyAction}
    />
  );
}
