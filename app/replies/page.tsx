import type { Metadata } from "next";
import { RepliesDesk } from "@/components/replies/replies-desk";
import { PageHeader } from "@/components/ui/layout/page-header";
import { requireOperatorPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listReplies, listReplyDepartments } from "@/lib/replies/queries";
import { deleteReplyAction, saveReplyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("writing");
  return { title: t("replies.title") };
}

export default async function RepliesPage() {
  const { db, actor } = await requireOperatorPage("/replies");
  const [replies, departments, t] = await Promise.all([
    listReplies(db, actor),
    listReplyDepartments(db, actor),
    getTranslator("writing"),
  ]);
  return (
    <>
      <PageHeader title={t("replies.title")} description={t("replies.lead")} />
      <RepliesDesk
        replies={replies}
        role={actor.role}
        departments={departments}
        save={saveReplyAction}
        remove={deleteReplyAction}
      />
    </>
  );
}
