import type { ReactNode } from "react";
import { Badge } from "@/components/ui/display/badge";
import { CodeBlock } from "@/components/ui/display/code-block";
import { exampleOf, type ListedOperation, refOf, withoutNull } from "@/lib/api-docs/rules";
import type { ApiDocument, ApiParameter, ApiResponse } from "@/lib/api-docs/schemas";
import { FieldList } from "./field-list";
import { Inline, Prose } from "./prose";
import type { DocsTexts } from "./types";

type Props = { listed: ListedOperation; document: ApiDocument; origin: string; t: DocsTexts };

const TONES = { get: "accent", post: "success", delete: "danger" } as const;

/** One endpoint: what it is for, what it takes, what it answers, and a request to try. */
export function Operation({ listed, document, origin, t }: Props) {
  const { id, method, path, operation } = listed;
  const { summary, description, security, parameters = [], requestBody, responses } = operation;
  const scopes = security.flatMap((needed) => Object.values(needed).flat());
  const body = requestBody && refOf(requestBody.content["application/json"]?.schema ?? {});
  return (
    <section aria-labelledby={id} className="border-border border-t py-8">
      <h3 id={id} lang="en" dir="ltr" className="scroll-mt-6 font-semibold text-base">
        {summary}
      </h3>
      <p dir="ltr" className="mt-2 flex flex-wrap items-center gap-2">
        <Badge tone={TONES[method]}>{method.toUpperCase()}</Badge>
        <code className="font-mono text-sm wrap-anywhere">{path}</code>
      </p>
      {description && <Prose text={description} className="mt-3 max-w-prose" />}
      <p className="mt-3 text-muted text-sm">
        {scopes.length === 0 ? t("docs.anybody") : `${t("docs.needs")}: `}
        {scopes.map((scope, index) => (
          <span key={scope}>
            {index > 0 && ` ${t("docs.or")} `}
            <code dir="ltr" className="text-foreground">
              {scope}
            </code>
          </span>
        ))}
      </p>
      <Parameters parameters={parameters.filter((one) => one.in === "path")} title={t("docs.inPath")} t={t} />
      <Parameters parameters={parameters.filter((one) => one.in === "query")} title={t("docs.inQuery")} t={t} />
      {body && (
        <Part title={t("docs.body")}>
          <ObjectLink name={body} />
        </Part>
      )}
      <Part title={t("docs.answers")}>
        <Answers responses={responses} />
      </Part>
      <Part title={t("docs.example")}>
        <CodeBlock
          code={exampleOf(listed, document, origin)}
          label={`${t("docs.example")}: ${summary}`}
          copyLabel={t("docs.copyExample")}
        />
      </Part>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-5">
      <h4 className="mb-2 font-medium text-muted text-sm">{title}</h4>
      {children}
    </div>
  );
}

function Parameters({ parameters, title, t }: { parameters: ApiParameter[]; title: string; t: DocsTexts }) {
  if (parameters.length === 0) return null;
  const fields = parameters.map(({ name, required, description, schema }) => ({
    ...withoutNull({ ...schema, ...(description && { description }) }),
    path: name,
    isRequired: required,
    isList: false,
  }));
  return (
    <Part title={title}>
      <FieldList fields={fields} t={t} />
    </Part>
  );
}

function Answers({ responses }: { responses: Record<string, ApiResponse> }) {
  const all = Object.entries(responses);
  return (
    <dl lang="en" dir="ltr" className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      {all
        .filter(([status]) => !isRefusal(status))
        .map(([status, { description, content }]) => {
          const [type, inside] = Object.entries(content ?? {})[0] ?? [];
          const ref = refOf(inside?.schema ?? {});
          return (
            <div key={status} className="contents">
              <dt className="font-mono tabular-nums">{status}</dt>
              <dd className="min-w-0">
                <Inline text={description} />
                {ref && ": "}
                {ref && <ObjectLink name={ref} />}
                {!ref && type && <span className="text-muted"> ({type})</span>}
              </dd>
            </div>
          );
        })}
      <dt className="sr-only">4xx, 5xx</dt>
      <dd className="col-span-2 flex flex-wrap gap-x-4 gap-y-1.5 text-muted">
        {all
          .filter(([status]) => isRefusal(status))
          .map(([status, { description }]) => (
            <span key={status}>
              <span className="font-mono tabular-nums">{status}</span> <Inline text={description} />
            </span>
          ))}
      </dd>
    </dl>
  );
}

const isRefusal = (status: string) => Number(status) >= 400;

const ObjectLink = ({ name }: { name: string }) => (
  <a href={`#${name}`} dir="ltr" className="rounded-sm font-mono text-accent-text text-sm underline underline-offset-3">
    {name}
  </a>
);
