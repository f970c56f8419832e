import { backToPicker } from "../entrance";
import { tellHost } from "../host";
import { part } from "../room";
import { presentDepartment, state, t } from "../state";
import { Icon } from "./icon";
import { Logo } from "./logo";

export function Header() {
  const { view, widget } = state;
  const chat = view === "chat" ? part("chat") : null;
  const department = presentDepartment();
  const { name, color, logoUrl } = department ?? { ...widget, ...widget.company, logoUrl: null };
  const subtitle = chat?.subtitle() ?? (department && widget.company.name);
  return (
    <header>
      {view === "form" && widget.departments.length > 1 && (
        <button type="button" class="icon" aria-label={t("back")} onClick={backToPicker}>
          <Icon shape="back" />
        </button>
      )}
      <Logo name={name} color={color} logoUrl={logoUrl} />
      <div class="title">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        {subtitle && (
          <p>
            <bdi>{subtitle}</bdi>
          </p>
        )}
      </div>
      {chat && <chat.Menu />}
      <button type="button" class="icon" aria-label={t("close")} onClick={() => tellHost({ type: "close" })}>
        <Icon shape="close" />
      </button>
    </header>
  );
}
