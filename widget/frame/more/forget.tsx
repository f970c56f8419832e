import { call } from "../api";
import { storedNames, writeStored } from "../host";
import { readIdentity } from "../identity";
import { freshChat, state, update } from "../state";
import { beginAnew } from "./pages";
import { t } from "./texts";

let step: "offered" | "asked" | "failed" | "done" | "elsewhere" = "offered";

/** Nothing is left to go back to. */
export const isForgotten = () => step === "done" || step === "elsewhere";

const go = (next: typeof step, focus: string) => {
  step = next;
  update({ busy: false }, focus);
};

/** Everything about the visitor goes, here and on the server; asked once more, because nothing brings it back. */
export function Forget() {
  if (isForgotten()) {
    return (
      <div class="forget">
        <p role="status">{t(step === "done" ? "forgotten" : "belongsToAccount")}</p>
        <button type="button" id="anew" class="primary" onClick={beginAnew}>
          {t("beginAnew")}
        </button>
      </div>
    );
  }
  if (step === "offered") {
    return (
      <div class="forget">
        <p class="soft">{t("forgetText")}</p>
        <button type="button" id="forget" class="plain" onClick={() => go("asked", "#keep")}>
          {t("forget")}
        </button>
      </div>
    );
  }
  return (
    <div class="forget">
      <p>{t("forgetConfirm")}</p>
      {step === "failed" && (
        <p class="error" role="alert">
          {t("notForgotten")}
        </p>
      )}
      <button type="button" id="keep" class="plain" onClick={() => go("offered", "#forget")}>
        {t("forgetKeep")}
      </button>
      <button type="button" class="primary" aria-disabled={state.busy} onClick={erase}>
        {t("forget")}
      </button>
    </div>
  );
}

async function erase(): Promise<void> {
  if (state.busy) return;
  update({ busy: true });
  const result = await call<{ erased: boolean }>("visitors/me/erasure", readIdentity()?.token, { confirm: true });
  // Nobody has this token any more: it was done before, and the answer was lost.
  if (!result.ok && result.status !== 401) return go("failed", "#keep");
  for (const name of storedNames()) writeStored(name, null);
  update({ ...freshChat, outbox: [], draft: "", form: { name: "", email: "", body: "" } });
  go(result.ok && !result.data.erased ? "elsewhere" : "done", "#anew");
}
