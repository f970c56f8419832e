/** Under which heading the sheet of keys and the palette show a command. */
export const COMMAND_GROUPS = ["chats", "chat", "writing", "go", "help"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/**
 * Everything that an operator can do by a key or by the palette. Whatever shows on the page and can do it says so with
 * `useCommand(id, …)`; a command that nobody can do at this moment is not offered.
 * `keys`: one key, or two that are pressed one after the other ("g m"). Single keys work outside of fields only and can be
 * turned off; what has none is reached by the palette alone. `title` is a key of all texts.
 */
export const COMMANDS = [
  { id: "chats.next", group: "chats", keys: ["j"], title: "writing.command.next" },
  { id: "chats.previous", group: "chats", keys: ["k"], title: "writing.command.previous" },
  { id: "search.focus", group: "chats", keys: ["/"], title: "writing.command.search" },
  { id: "chat.accept", group: "chat", keys: ["a"], title: "writing.command.accept" },
  { id: "chat.onIt", group: "chat", keys: ["i"], title: "writing.command.onIt" },
  { id: "chat.hold", group: "chat", keys: ["h"], title: "writing.command.hold" },
  { id: "chat.transfer", group: "chat", keys: ["t"], title: "writing.command.transfer" },
  { id: "chat.close", group: "chat", keys: ["e"], title: "writing.command.close" },
  { id: "chat.whisper", group: "chat", keys: ["w"], title: "writing.command.whisper" },
  { id: "chat.takeOver", group: "chat", keys: ["o"], title: "writing.command.takeOver" },
  { id: "chat.back", group: "chat", keys: ["u"], title: "writing.command.back" },
  { id: "write.reply", group: "writing", keys: ["r"], title: "writing.command.reply" },
  { id: "write.note", group: "writing", keys: ["n"], title: "writing.command.note" },
  { id: "go.mine", group: "go", keys: ["g m"], title: "writing.command.goMine" },
  { id: "go.queue", group: "go", keys: ["g q"], title: "writing.command.goQueue" },
  { id: "go.all", group: "go", keys: ["g a"], title: "writing.command.goAll" },
  { id: "go.replies", group: "go", keys: ["g r"], title: "writing.command.goReplies" },
  { id: "go.offline", group: "go", keys: ["g o"], title: "writing.command.goOffline" },
  { id: "help.keys", group: "help", keys: ["?"], title: "writing.command.keys" },
] as const satisfies readonly { id: string; group: CommandGroup; keys: readonly string[]; title: string }[];

export type Command = (typeof COMMANDS)[number];
export type CommandId = Command["id"];
