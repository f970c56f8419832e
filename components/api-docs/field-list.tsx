import type { ApiField } from "@/lib/api-docs/rules";
import { kindOf, refOf, withoutNull } from "@/lib/api-docs/rules";
import type { JsonSchema } from "@/lib/api-docs/schemas";
import { Inline } from "./prose";
import type { DocsTexts } from "./types";

type Props = { fields: readonly ApiField[]; t: DocsTexts; asksRequired?: boolean };

/** Names with what each is, one below the other: it fits a phone as it is. */
export function FieldList({ fields, t, asksRequired = false }: Props) {
  return (
    <dl dir="ltr" className="divide-y divide-border rounded-md border border-border">
      {fields.map((field) => (
        <div key={field.path} className="gap-x-4 px-3 py-2 sm:flex">
          <dt className="shrink-0 font-mono text-sm wrap-anywhere sm:w-52">{field.path}</dt>
          <dd className="min-w-0 text-sm">
            <span className="text-muted">
              <Kind field={field} t={t} />
              {asksRequired && field.isRequired && <strong className="text-foreground"> · {t("docs.required")}</strong>}
              <Limits schema={field.schema} t={t} />
            </span>
            {field.schema.description && (
              <span lang="en" className="block">
                <Inline text={field.schema.description} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Kind({ field: { schema, isList, isNullable }, t }: { field: ApiField; t: DocsTexts }) {
  const kind = kindOf(schema);
  const ref = refOf(isList ? withoutNull(schema.items ?? {}).schema : schema);
  const text = isList ? t("docs.list", { type: kind }) : kind;
  return (
    <>
      {ref ? (
        <a href={`#${ref}`} className="text-accent-text underline underline-offset-3">
          {text}
        </a>
      ) : (
        text
      )}
      {isNullable && ` ${t("docs.nullable")}`}
    </>
  );
}

function Limits({ schema, t }: { schema: JsonSchema; t: DocsTexts }) {
  const { maxLength, minimum, maximum } = schema;
  const values = schema.enum ?? (schema.type === "array" ? schema.items?.enum : undefined);
  const initial = schema.default;
  const isTold = typeof initial === "string" || typeof initial === "number" || typeof initial === "boolean";
  return (
    <>
      {maxLength !== undefined && ` · ${t("docs.atMost", { count: maxLength })}`}
      {minimum !== undefined && maximum !== undefined && ` · ${t("docs.range", { from: minimum, to: maximum })}`}
      {isTold && ` · ${t("docs.defaultIs", { value: String(initial) })}`}
      {values && (
        <span className="block wrap-anywhere">
          {values.map((value, index) => (
            <span key={value}>
              {index > 0 && " "}
              <code>{value}</code>
            </span>
          ))}
        </span>
      )}
    </>
  );
}
