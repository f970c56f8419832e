import { FileJson } from "lucide-react";
import { LinkButton } from "@/components/ui/actions/link-button";
import { PageHeader } from "@/components/ui/layout/page-header";
import { fieldsOf, sectionsOf } from "@/lib/api-docs/rules";
import type { ApiDocument } from "@/lib/api-docs/schemas";
import { Contents } from "./contents";
import { FieldList } from "./field-list";
import { Operation } from "./operation";
import { Inline, Prose } from "./prose";
import type { DocsTexts } from "./types";

type Props = { document: ApiDocument; origin: string; t: DocsTexts };

/** The whole document as a page: no script is needed to read it. */
export function ApiReference({ document, origin, t }: Props) {
  const sections = sectionsOf(document);
  const objects = Object.entries(document.components.schemas);
  const base = document.servers[0]?.url ?? "";
  return (
    <div className="lg:flex lg:gap-8">
      <Contents sections={sections} objects={objects.map(([name]) => name)} t={t} />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 lg:py-8">
        <PageHeader
          title={`${document.info.title} ${t("docs.title")}`}
          description={
            <code dir="ltr" className="wrap-anywhere">
              {origin + base}
            </code>
          }
          actions={
            <LinkButton href={`${base}/openapi.json`} prefetch={false} icon={<FileJson aria-hidden />}>
              {t("docs.download")}
            </LinkButton>
          }
        />
        <Prose text={document.info.description} className="max-w-prose" />
        <p className="mt-2 max-w-prose text-muted">{t("docs.keys")}</p>
        {sections.map(({ name, description, operations }) => (
          <section key={name} aria-labelledby={`group-${name}`} className="mt-12">
            <h2 id={`group-${name}`} lang="en" dir="ltr" className="font-semibold text-lg">
              {name}
            </h2>
            <p lang="en" dir="ltr" className="mt-1 mb-6 text-muted">
              <Inline text={description} />
            </p>
            {operations.map((listed) => (
              <Operation key={listed.id} listed={listed} document={document} origin={origin} t={t} />
            ))}
          </section>
        ))}
        <section aria-labelledby="objects" className="mt-12">
          <h2 id="objects" className="font-semibold text-lg">
            {t("docs.objects")}
          </h2>
          {objects.map(([name, schema]) => (
            <section key={name} aria-labelledby={name} className="mt-8">
              <h3 id={name} dir="ltr" className="mb-3 scroll-mt-6 font-mono font-semibold text-base">
                {name}
              </h3>
              <FieldList fields={fieldsOf(schema)} t={t} asksRequired />
            </section>
          ))}
        </section>
      </main>
    </div>
  );
}
