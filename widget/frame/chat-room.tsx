// What only an open chat needs, in a file of its own: it is fetched while the visitor types the question.
export { markRead, openChat, pulse, wake } from "./chat";
export { Chat } from "./views/chat";
