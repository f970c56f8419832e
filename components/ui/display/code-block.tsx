import { CopyButton } from "../actions/copy-button";

type Props = {
  code: string;
  /** Names the block for screen readers, such as "Snippet of Pre Sales". */
  label: string;
  copyLabel?: string;
};

/** Code to copy; it wraps instead of scrolling, so that all of it can be seen. */
export function CodeBlock({ code, label, copyLabel }: Props) {
  return (
    <figure aria-label={label} className="overflow-hidden rounded-md border border-border bg-surface-sunken">
      <pre className="whitespace-pre-wrap break-all px-4 py-3 font-mono text-sm">
        <code>{code}</code>
      </pre>
      <div className="flex flex-wrap items-center justify-end gap-3 border-border border-t px-2 py-2">
        <CopyButton text={code} label={copyLabel} size="sm" />
      </div>
    </figure>
  );
}
