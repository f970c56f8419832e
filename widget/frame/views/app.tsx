import type { ComponentChildren } from "preact";
import { tellHost } from "../host";
import { room } from "../room";
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
  const Chat = room()?.Chat;
  switch (state.view) {
    case "chat":
      return Chat ? <Chat /> : null;
    case "form":
      return <Form />;
    case "picker":
      return <Picker />;
    case "nobody":
      return (
        <Note title={t("nobody")}>
          <p class="soft">{t("nobodyHint")}</p>
        </Note>
      );
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
  else if (state.confirmEnd) update({ confirmEnd: false }, "#message");
  else tellHost({ type: "close" });
}

export function App() {
  return (
    <section aria-label={config.widget.company.name} onKeyDown={closeTop}>
      <Header />
      <View />
    </section>
  );
}
