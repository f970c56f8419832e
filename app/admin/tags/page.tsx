import type { Metadata } from "next";
import { TagDuties } from "@/components/admin/tags/tag-duties";
import { TagTable } from "@/components/admin/tags/tag-table";
import { requireAdminPage } from "@/lib/auth/guards";
import { getTranslator } from "@/lib/i18n/server";
import { listTagDuties, listUsedTags } from "@/lib/tags/queries";
import { createTagAction, deleteTagAction, mergeTagsAction, setTagDutyAction, updateTagAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("organise");
  return { title: t("admin.title") };
}

export default async function TagsPage() {
  const { db } = await requireAdminPage("/admin/tags");
  const [tags, departments] = await Promise.all([listUsedTags(db), listTagDuties(db)]);
  return (
    <div className="space-y-6">
      <TagTable
        tags={tags}
        create={createTagAction}
        update={updateTagAction}
        merge={mergeTagsAction}
        remove={deleteTagAction}
      />
      <TagDuties departments={departments} set={setTagDutyAction} />
    </div>
  );
}
