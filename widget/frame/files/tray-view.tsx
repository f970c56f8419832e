import type { UploadItem } from "@/lib/files/browser/upload-tray";
import { FILE_SIZE_MAX, sizeText } from "@/lib/files/rules";
import { formats } from "../state";
import { Icon } from "../views/icon";
import { isOver } from "./drop";
import { problemText, t } from "./texts";
import { announcement, hasTooMany, items, remove, retry } from "./tray";

const limits = () => t("filesLimits", { size: sizeText(FILE_SIZE_MAX, formats) });

/** The files that go with the next message, and where to drop more of them. */
export function Tray() {
  const list = items();
  return (
    <>
      {isOver() && (
        <div class="drop">
          <strong>{t("filesDrop")}</strong>
          <span>{limits()}</span>
        </div>
      )}
      {list.length > 0 && (
        <div class="files">
          <ul aria-label={t("filesList")}>
            {list.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </ul>
          <p class={hasTooMany() ? "error" : ""}>{hasTooMany() ? t("filesTooMany") : limits()}</p>
        </div>
      )}
      <p class="sr" role="status">
        {announcement()}
      </p>
    </>
  );
}

function Row({ item }: { item: UploadItem }) {
  const { id, name, previewUrl, progress, canRetry, state, problem } = item;
  const isFailed = state === "failed";
  return (
    <li class={isFailed ? "failed" : ""}>
      {previewUrl && (
        // biome-ignore lint/performance/noImgElement: the widget is not Next.
        <img src={previewUrl} alt="" width={40} height={40} />
      )}
      <span>
        <bdi>{name}</bdi>
        <small class={isFailed ? "error" : ""}>{isFailed ? problemText(problem ?? "") : stateText(item)}</small>
        {(state === "sending" || state === "finishing") && <progress aria-label={name} value={progress} max={1} />}
      </span>
      {canRetry && (
        <button type="button" class="icon" aria-label={t("fileRetry", { name })} onClick={() => retry(id)}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M20 11a8 8 0 1 0-2 6M20 4v7h-7" />
          </svg>
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={t(isFailed || state === "done" ? "fileRemove" : "fileCancel", { name })}
        onClick={() => remove(id)}
      >
        <Icon shape="close" />
      </button>
    </li>
  );
}

function stateText({ state, isWanted, progress }: UploadItem): string {
  if (isWanted) return t("fileWanted");
  if (state === "done") return t("fileDone");
  if (state === "finishing") return t("fileFinishing");
  if (state === "waiting") return t("fileWaiting");
  const percent = new Intl.NumberFormat(formats, { style: "percent" }).format(progress);
  return t("fileSending", { percent });
}
