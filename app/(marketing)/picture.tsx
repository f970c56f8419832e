import { cn } from "@/components/ui/cn";
import type { Locale } from "@/lib/i18n/locales";
import { type SitePicture, sitePicturePath } from "@/lib/site-pictures";

type Props = {
  name: SitePicture;
  locale: Locale;
  /** What is to be seen, for those who do not see it. */
  alt: string;
  /** CSS pixels; they keep the place while the picture comes. */
  width: number;
  height: number;
  isFirst?: boolean;
  className?: string;
};

/** A picture of the product as it is, in the reader's theme and language. */
export function Picture({ name, locale, alt, width, height, isFirst = false, className }: Props) {
  return (
    <picture>
      <source media="(prefers-color-scheme: dark)" srcSet={sitePicturePath(name, "dark", locale)} />
      <img
        src={sitePicturePath(name, "light", locale)}
        alt={alt}
        width={width}
        height={height}
        loading={isFirst ? "eager" : "lazy"}
        className={cn("h-auto w-full rounded-lg border border-border shadow-overlay", className)}
      />
    </picture>
  );
}
