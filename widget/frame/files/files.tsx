// Files: loaded when somebody attaches the first one, drags one over the chat, or has got one.
import { watchDrags } from "./drop";
import css from "./files.css";

export { Attachment } from "./attachment";
export { add, hasFiles, send } from "./tray";
export { Tray } from "./tray-view";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
watchDrags();
