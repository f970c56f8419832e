import type { ComponentChildren } from "preact";
import { showStart } from "../entrance";
import { tellHost } from "../host";
import { part } from "../room";
import { tryAgain } from "../start";
import { config, state, t, update } from "../state";
import { Form } from "./form";
import { Header } from "./header";
import { Picker } from "./picker";

/** A view that says one thing. */
function Note({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="note" role="status">
      <p>{title}</p>
      {children}
    </div>
  );
}

function View() {
  const Chat = part("chat")?.Chat;
  const Sent = part("offline")?.Sent;
  switch (state.view) {
    case "chat":
      return Chat ? <Chat /> : null;
    case "form":
      return <Form />;
    case "sent":
      return Sent ? <Sent onStart={showStart} /> : null;
    case "picker":
      return <Picker />;
    case "unreachable":
      return (
        <Note title={t("unreachable")}>
          <button type="button" class="primary" onClick={tryAgain}>
            {t("tryAgain")}
          </button>
        </Note>
      );
    case "gone":
    case "notEmbedded":
      return <Note title={t(state.view)} />;
    default:
      return (
        <div class="note" role="status">
          <span class="spinner" aria-hidden="true" />
          <span class="sr">{t("loading")}</span>
        </div>
      );
  }
}

/** Escape closes what lies on top: the menu, the question, then the chat. */
function closeTop(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.isComposing) return;
  if (state.menu) update({ menu: false }, "#menu");
  else if (state.panel) update({ panel: undefined }, "#message");
  else tellHost({ type: "close" });
}

export function App() {
  const Screen = state.screen ?? View;
  const Entry = part("more")?.Entry;
  return (
    <section aria-label={config.widget.company.name} onKeyDown={closeTop}>
      <Header />
      <Screen />
      {Entry && <Entry />}
      <p class="sr" role="status">
        {state.announcement}
      </p>
    </section>
  );
}
