import type { Launcher } from "./launcher";

/** In the state of the page's history: the step back from here closes the chat. */
const MARK = "foyerChat";

/** A page may destroy the widget and load it anew, which makes another launcher. */
const followed = new WeakMap<Launcher, () => void>();

/** Where a chat covers the page: the page neither scrolls nor takes the focus, and Back closes the chat. */
export function coverPage(launcher: Launcher): void {
  const fitView = followed.get(launcher) ?? followPhone(launcher);
  followed.set(launcher, fitView);
  fitView();
}

function followPhone(launcher: Launcher): () => void {
  const root = document.documentElement;
  const phone = matchMedia("(max-width:480px),(max-height:480px)");
  let covers = false;
  let overflow = "";

  const cover = (next: boolean) => {
    if (next === covers) return;
    covers = next;
    [root.style.overflow, overflow] = [next ? "hidden" : overflow, root.style.overflow];
    // A step of the history takes a slow phone longer than all else: it has a task of its own.
    if (next) setTimeout(setAside);
    else setAside();
  };
  const setAside = () => {
    document.body.inert = covers;
    const isMarked = !!history.state?.[MARK];
    // The page's own state stays: what routes by it (Next does) must find itself in it.
    if (covers && !isMarked) history.pushState({ ...history.state, [MARK]: true }, "");
    if (!covers && isMarked) history.back();
  };

  /** The keyboard shrinks the visual viewport alone, and the composer must stay above it. */
  const fitView = () => {
    cover(launcher.open && phone.matches);
    const { frame } = launcher;
    // Null only in a document that is not shown.
    const view = visualViewport;
    if (!frame || !view) return;
    frame.style.height = covers ? `${view.height}px` : "";
    frame.style.top = covers ? `${view.offsetTop}px` : "";
    frame.style.boxSizing = "border-box";
    // Of use on pages that reach below the notch; elsewhere these are 0.
    const insets = ["top", "right", "bottom", "left"].map((side) => `env(safe-area-inset-${side})`);
    frame.style.padding = covers ? insets.join(" ") : "";
  };

  const { show } = launcher;
  launcher.show = (open) => {
    show(open);
    fitView();
  };
  for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, fitView);
  addEventListener("popstate", () => {
    if (covers && !history.state?.[MARK]) launcher.show(false);
  });
  return fitView;
}
