type Props = { headings: readonly { id: string; text: string }[]; label: string };

/** The sections of the page, where there is room for a third column. */
export function OnThisPage({ headings, label }: Props) {
  if (headings.length < 2) return null;
  return (
    <nav
      aria-label={label}
      className="sticky top-0 hidden max-h-dvh w-48 shrink-0 self-start overflow-y-auto py-8 text-sm xl:block"
    >
      <p className="font-medium">{label}</p>
      <ul lang="en" dir="ltr" className="mt-1">
        {headings.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} className="block rounded-sm py-1 text-muted hover:text-foreground">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
