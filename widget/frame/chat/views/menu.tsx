import { loadPart, part } from "../../room";
import { state, update } from "../../state";
import { Icon } from "../../views/icon";
import { t } from "../texts";

/** Who is with the visitor, under the name of the department; undefined: nobody yet. */
export function subtitle(): string | undefined {
  const { timeline } = state;
  return timeline?.status === "closed" ? t("ended") : timeline?.owner?.name;
}

async function toggle(): Promise<void> {
  if (state.menu) update({ menu: false });
  else if (await loadPart("menu")) update({ menu: true }, ".items button");
  else update({ actionFailed: true });
}

export function Menu() {
  const { menu, timeline } = state;
  const Items = part("menu")?.MenuItems;
  if (!timeline || timeline.status === "closed") return null;
  return (
    <div class="menu">
      <button type="button" id="menu" class="icon" aria-label={t("menu")} aria-expanded={menu} onClick={toggle}>
        <Icon shape="menu" />
      </button>
      {menu && Items && <Items />}
    </div>
  );
}
