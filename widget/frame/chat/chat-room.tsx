// What only an open chat needs, in a file of its own: it is fetched while the visitor types the question.
import css from "./chat.css";

export { submit } from "./begin";
export { followOutage, markRead, noteStored, openChat, pulse, wake } from "./chat";
export { holdScroll } from "./scroll";
export { Chat } from "./views/chat";
export { Menu, subtitle } from "./views/menu";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
