import { call } from "../api";
import { Entry } from "../chat/views/entry";
import { isVouchedFor } from "../commands/vouch";
import { readIdentity } from "../identity";
import { formats, state, update } from "../state";
import { pages } from "./pages";
import { t } from "./texts";

let note = "";

/** One earlier chat, to be read. */
export function Reading() {
  const { reading } = pages;
  if (!reading) return null;
  const { chat, events } = reading;
  const date = new Intl.DateTimeFormat(formats, { dateStyle: "long" });
  return (
    <>
      <h2>
        <bdi>{chat.department.name}</bdi>,{" "}
        <time dateTime={chat.createdAt}>{date.format(new Date(chat.createdAt))}</time>
      </h2>
      {events ? (
        <ol>
          {events.map((event) => (
            <Entry key={event.seq} event={event} ack={undefined} />
          ))}
        </ol>
      ) : (
        <p class="soft" role="status">
          {t(events === null ? "unreadable" : "loading")}
        </p>
      )}
      {state.widget.mailsTranscripts && isVouchedFor() && (
        <button type="button" class="plain" aria-disabled={state.busy} onClick={() => mail(chat.id)}>
          {t("mail")}
        </button>
      )}
      <p role="status">{note}</p>
    </>
  );
}

async function mail(chatId: string): Promise<void> {
  if (state.busy) return;
  note = "";
  update({ busy: true });
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const result = await call<{ to: string }>(`chats/${chatId}/transcript`, readIdentity()?.token, { timeZone });
  if (result.ok) note = t("mailed", { email: result.data.to });
  else note = t(result.status === 429 ? "mailedAlready" : "notMailed");
  update({ busy: false });
}
