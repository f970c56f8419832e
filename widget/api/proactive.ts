import { matchesPath, type Proactive, textFor } from "@/lib/appearance/rules";
import { showBubble } from "./bubble";
import type { Launcher } from "./launcher";
import { PREFIX, tryStorage } from "./launcher-parts";

type Tell = (command: string, value: unknown) => void;
type Bubbles = { follow: (rules: unknown) => void; trigger: (id: string) => void };

const LOOK_MS = 1000;
const made = new WeakMap<Launcher, Bubbles>();

/** What the widget says by itself, at most one thing at a time. */
export function proactiveOf(launcher: Launcher, tell: Tell): Bubbles {
  const bubbles = made.get(launcher) ?? createBubbles(launcher, tell);
  made.set(launcher, bubbles);
  return bubbles;
}

const isDone = (id: string) => {
  let done = false;
  tryStorage(
    () => sessionStorage,
    (entries) => {
      done = entries.getItem(`${PREFIX}seen:${id}`) !== null;
    },
  );
  return done;
};

/** The frame alone says nothing: every browser that has begun a chat at some time loads it. */
const hasOpenChat = () => {
  let open = false;
  tryStorage(
    () => localStorage,
    (entries) => {
      open = `${entries.getItem(`${PREFIX}id`)}`.includes('"open"');
    },
  );
  return open;
};

function createBubbles(launcher: Launcher, tell: Tell): Bubbles {
  let rules: Proactive[] = [];
  /** On this page; the session's is in its storage once the visitor has done something. */
  const shown = new Set<string>();
  let close: (() => void) | undefined;
  let talked = false;
  let path = location.pathname;
  let since = 0;

  const show = ({ id, text }: Proactive) => {
    const words = textFor(text, launcher.host.lang.slice(0, 2).toLowerCase());
    if (!words || launcher.open || close) return;
    shown.add(id);
    const end = () => {
      close?.();
      close = undefined;
    };
    // The first thing that is stored, and only now: the visitor has seen it.
    const settle = () => {
      end();
      tryStorage(
        () => sessionStorage,
        (entries) => entries.setItem(`${PREFIX}seen:${id}`, "1"),
      );
    };
    const remove = showBubble(launcher, words, {
      onDismiss: settle,
      onOpen: () => {
        settle();
        tell("greet", words);
        launcher.show(true);
      },
    });
    const watch = setInterval(() => {
      // Opened in another way, or the launcher is gone from the page.
      if (launcher.open || !launcher.host.parentNode) end();
    }, LOOK_MS / 4);
    close = () => {
      clearInterval(watch);
      remove();
    };
  };

  const look = () => {
    if (location.pathname !== path) {
      path = location.pathname;
      since = performance.now();
    }
    // Who has talked to us on this page, or talks to us, needs no word from us.
    talked ||= launcher.open || hasOpenChat();
    if (talked) return;
    const waited = performance.now() - since;
    const due = rules.find(
      (rule) => waited >= rule.delay * 1000 && matchesPath(rule.path, path) && !shown.has(rule.id) && !isDone(rule.id),
    );
    if (due) show(due);
  };

  return {
    follow: (told) => {
      if (rules.length > 0 || !Array.isArray(told)) return;
      rules = told;
      setInterval(look, LOOK_MS);
      look();
    },
    trigger: (id) => {
      const known: Proactive[] = window.foyer?.rules ?? [];
      const rule = known.find((each) => each.id === id);
      if (!rule) throw new TypeError(`Foyer: there is no proactive message "${id}"`);
      if (!isDone(id)) show(rule);
    },
  };
}
