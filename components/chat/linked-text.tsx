import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { parseMarkup, type Run } from "@/lib/markup/rules";
import { noteParts } from "@/lib/notes/rules";

type Props = {
  text: string;
  /** People who are named in it (`@Anna`), to be set off. */
  names?: readonly string[];
};

/** Text by people with its markup, and with web addresses as links; never HTML. */
export function LinkedText({ text, names = [] }: Props) {
  return (
    <bdi className="block whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
      {parseMarkup(text).map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one unchanging text have no other name.
        <Piece key={index} {...run} names={names} />
      ))}
    </bdi>
  );
}

function Piece({ text, href, bold, italic, code, names }: Run & { names: readonly string[] }) {
  let node: ReactNode = names.length > 0 && !href && !code ? withNames(text, names) : text;
  if (href) {
    node = (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        className="rounded-sm underline underline-offset-2"
      >
        {text}
      </a>
    );
  }
  if (code) {
    node = (
      <code
        dir={code === "block" ? "ltr" : undefined}
        className={cn(
          "rounded-sm bg-foreground/10 font-mono text-[0.9em]",
          code === "block" ? "my-1 block px-2 py-1.5 text-start" : "px-1",
        )}
      >
        {text}
      </code>
    );
  }
  if (italic) node = <em>{node}</em>;
  return bold ? <strong>{node}</strong> : node;
}

const withNames = (text: string, names: readonly string[]) =>
  noteParts(text, names).map((part, index) =>
    part.isName ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one unchanging text have no other name.
      <strong key={index} className="font-semibold text-accent-text">
        {part.text}
      </strong>
    ) : (
      part.text
    ),
  );
