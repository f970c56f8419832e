import { formats } from "../state";
import { Icon } from "../views/icon";
import { Logo } from "../views/logo";
import { open, pages } from "./pages";
import { t } from "./texts";

/** The chats of this browser that have ended: when, with whom, and how they ended. */
export function EarlierChats() {
  const { chats } = pages;
  const date = new Intl.DateTimeFormat(formats, { dateStyle: "medium", timeStyle: "short" });
  return (
    <>
      <h2 id="earlier">{t("earlier")}</h2>
      {!chats?.length && (
        <p class="soft" role="status">
          {t(chats === undefined ? "loading" : chats === null ? "unreadable" : "none")}
        </p>
      )}
      <ul aria-labelledby="earlier">
        {chats?.map((chat) => (
          <li key={chat.id}>
            <button type="button" class="card" onClick={() => open(chat)}>
              <Logo {...chat.department} />
              <span>
                <b>
                  <bdi>{chat.department.name}</bdi>
                </b>
                <small>
                  <time dateTime={chat.createdAt}>{date.format(new Date(chat.createdAt))}</time>
                </small>
                {chat.lastMessage && (
                  <small class="line">
                    {chat.lastMessage.by === "visitor" && `${t("you")}: `}
                    <bdi>{chat.lastMessage.preview}</bdi>
                  </small>
                )}
              </span>
              <Icon shape="next" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
