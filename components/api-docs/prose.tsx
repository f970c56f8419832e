import { Fragment } from "react";

/** Text of the document: paragraphs, and words in backticks as code. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return (
    <div lang="en" dir="ltr" className={className}>
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph} className="mt-2 first:mt-0">
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** The same of one line. */
export function Inline({ text }: { text: string }) {
  let at = 0;
  return text.split("`").map((part, index) => {
    at += part.length + 1;
    return index % 2 === 0 ? (
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <code key={at} className="rounded-sm bg-surface-sunken px-1 py-0.5 font-mono text-[0.92em] wrap-anywhere">
        {part}
      </code>
    );
  });
}
