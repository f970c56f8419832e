import type { MarkedText } from "@/lib/search/schemas";

/** A text with what was looked for in it; people wrote it, so it is text and nothing else. */
export function Marked({ parts }: { parts: MarkedText }) {
  return (
    <bdi>
      {parts.map(({ text, isMatch }, index) =>
        isMatch ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
          <mark key={index} className="rounded-xs bg-warning-soft font-semibold text-warning-text">
            {text}
          </mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={index}>{text}</span>
        ),
      )}
    </bdi>
  );
}
