import { texts } from "./state";

type Room = typeof import("./chat/chat-room");
type Desk = typeof import("./offline/offline-desk");
type Ended = typeof import("./ended/ended");
type WaitingPanels = typeof import("./waiting/waiting-panels");
type Files = typeof import("./files/files");
type MenuItems = typeof import("./menu/menu-items");
type Fields = typeof import("./fields/fields");
type More = typeof import("./more/more");
type Typing = typeof import("./typing/typing");
type Emoji = typeof import("./emoji/emoji");

/** Parts that come later, each under the name of its texts: `messages/<locale>/widget-<name>.json`. */
type Parts = {
  chat: Room;
  offline: Desk;
  ended: Ended;
  waiting: WaitingPanels;
  fields: Fields;
  more: More;
  files: Files;
  menu: MenuItems;
  typing: Typing;
  emoji: Emoji;
};
type Name = keyof Parts;
type Sources = {
  code: { [N in Name]: () => Promise<Parts[N]> };
  /** The part's texts in the visitor's language. */
  words: (name: Name) => Promise<{ default: object }>;
};

let sources: Sources | undefined;
const loaded: Partial<Parts> = {};

/** Where the parts come from. Told from outside: they themselves use this file. */
export const setSources = (told: Sources) => {
  sources = told;
};

/** A part's code and words in one go, so that nothing is drawn before its words are there. Null when they cannot be had. */
export async function loadPart<N extends Name>(name: N): Promise<Parts[N] | null> {
  try {
    if (!loaded[name]) {
      const [code, words] = await Promise.all([sources?.code[name](), sources?.words(name)]);
      Object.assign(texts, words?.default);
      loaded[name] = code;
    }
    return loaded[name] ?? null;
  } catch {
    // As after an update of the server under an old page.
    return null;
  }
}

/** A part's code once it has come. */
export const part = <N extends Name>(name: N): Parts[N] | undefined => loaded[name];
