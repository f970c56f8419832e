import { compiler, type MarkdownToJSX } from "markdown-to-jsx/react";
import type { ComponentProps, ReactNode } from "react";
import { docHref, headingId } from "@/lib/docs/rules";
import { TextLink } from "../ui/actions/text-link";
import { cn } from "../ui/cn";

type Props = {
  markdown: string;
  /** Of which the text is made, below `docs`: relative links start from it. */
  file: string;
};

/** A page of documentation. It is our own text, and yet no markup in it is taken over. */
export function Article({ markdown, file }: Props) {
  const options: MarkdownToJSX.Options = {
    disableParsingRawHTML: true,
    forceBlock: true,
    slugify: headingId,
    wrapper: "div",
    overrides: { ...ELEMENTS, a: (props: ComponentProps<"a">) => <DocLink {...props} file={file} /> },
  };
  return (
    <article lang="en" dir="ltr" className="min-w-0 max-w-3xl leading-relaxed">
      {compiler(markdown, options)}
    </article>
  );
}

/** A file that is no page of the site is named, and leads nowhere. */
function DocLink({ href = "", file, children }: ComponentProps<"a"> & { file: string }) {
  const target = docHref(file, href);
  if (target === null) return <span>{children}</span>;
  return (
    <TextLink href={target} external={/^[a-z]+:/i.test(target)} prefetch={false}>
      {children}
    </TextLink>
  );
}

const styled =
  <T extends "h1" | "h2" | "h3" | "p" | "ul" | "ol" | "li" | "blockquote" | "th" | "td">(Tag: T, classes: string) =>
  ({ id, children }: { id?: string; children?: ReactNode }) => {
    const Element = Tag as "p";
    return (
      <Element id={id} className={classes}>
        {children}
      </Element>
    );
  };

const ELEMENTS = {
  h1: styled("h1", "font-semibold text-2xl tracking-tight"),
  h2: styled("h2", "mt-10 scroll-mt-6 border-border border-b pb-2 font-semibold text-lg"),
  h3: styled("h3", "mt-6 scroll-mt-6 font-semibold text-base"),
  p: styled("p", "mt-4 max-w-prose"),
  ul: styled("ul", "mt-4 max-w-prose list-disc space-y-2 ps-6"),
  ol: styled("ol", "mt-4 max-w-prose list-decimal space-y-2 ps-6"),
  li: styled("li", "[&>p]:mt-0 [&>ul]:mt-2"),
  blockquote: styled("blockquote", "mt-4 max-w-prose border-accent border-s-4 ps-4 text-muted [&>p]:mt-0"),
  th: styled("th", "px-3 py-2 text-start align-top font-medium text-muted text-xs"),
  td: styled("td", "min-w-32 px-3 py-2 align-top text-sm"),
  pre: ({ children }: { children?: ReactNode }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1).
      tabIndex={0}
      className="mt-4 overflow-x-auto rounded-md border border-border bg-surface-sunken px-4 py-3 font-mono text-sm leading-normal [&_code]:bg-transparent [&_code]:p-0"
    >
      {children}
    </pre>
  ),
  code: ({ children, className }: ComponentProps<"code">) => (
    <code className={cn("rounded-sm bg-surface-sunken px-1 py-0.5 font-mono text-[0.9em] wrap-anywhere", className)}>
      {children}
    </code>
  ),
  table: ({ children }: { children?: ReactNode }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1).
    <div tabIndex={0} className="mt-4 overflow-x-auto rounded-lg border border-border bg-surface">
      <table className="w-full border-collapse [&_tr+tr]:border-border [&_tr+tr]:border-t [&_thead]:border-border [&_thead]:border-b">
        {children}
      </table>
    </div>
  ),
};
