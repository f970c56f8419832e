import { linkParts } from "@/lib/inbox/links";

/** Text by people as they wrote it, with web addresses as links; never HTML. */
export function LinkedText({ text }: { text: string }) {
  return (
    <bdi className="block whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
      {linkParts(text).map((part, index) =>
        part.href ? (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one unchanging text have no other name.
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className="rounded-sm underline underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
