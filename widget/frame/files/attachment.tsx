import { sizeText, thumbSize } from "@/lib/files/rules";
import type { FileDto } from "@/lib/files/schemas";
import { formats, update } from "../state";
import { forgetLink, freshLink, linkOf } from "./links";
import { t } from "./texts";

/** CSS pixels of the longer side of a picture. */
const THUMB_PX = 220;
/** Pictures that did not come, and those that did not come a second time either. */
const missed = new Set<string>();
const broken = new Set<string>();

type Props = { file: FileDto; chatId: string };

/** A file in a message: a picture that opens large in a tab of its own, or a name that downloads it. */
export function Attachment({ file, chatId }: Props) {
  const { id, name } = file;
  if (name === "") return <p class="body gone">{t("fileDeleted")}</p>;
  const href = linkOf(chatId, id);
  const size = sizeText(file.size, formats);
  const isPicture = file.hasThumb && !broken.has(id);
  /** An address that has ended while the page slept is renewed first. */
  const open = async (event: Event) => {
    event.preventDefault();
    const fresh = await freshLink(chatId, id);
    if (fresh) follow(fresh, isPicture ? undefined : name);
  };
  return (
    <a
      class={isPicture ? "file picture" : "body file"}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t(isPicture ? "filePicture" : "fileDownload", { name, size })}
      // Without an address it would be no link, and not in the order of the Tab key.
      role={href ? undefined : "link"}
      tabIndex={0}
      onClick={open}
      onKeyDown={(event) => event.key === "Enter" && !href && open(event)}
    >
      {isPicture ? (
        // biome-ignore lint/performance/noImgElement: the widget is not Next.
        <img
          src={href && `${href}&thumb`}
          alt=""
          {...thumbSize(file.width ?? 1, file.height ?? 1, THUMB_PX)}
          onError={() => href && noteBroken(id)}
        />
      ) : (
        <>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M14 3H6v18h12V7zM14 3v4h4M12 11v6M9.500 14.500l2.500 2.500 2.500-2.500" />
          </svg>
          <span>
            <bdi>{name}</bdi>
            <small>{size}</small>
          </span>
        </>
      )}
    </a>
  );
}

/** The address may have ended; if it was not that, the name is better than a torn picture. */
function noteBroken(fileId: string): void {
  (missed.has(fileId) ? broken : missed).add(fileId);
  forgetLink(fileId);
  update({});
}

/** Goes to an address as a press on a link does, which neither leaves the frame nor counts as a pop-up. */
function follow(href: string, download: string | undefined): void {
  const link = document.createElement("a");
  Object.assign(link, { href, rel: "noopener noreferrer", ...(download ? { download } : { target: "_blank" }) });
  link.click();
}
