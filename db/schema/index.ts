export * from "./chats";
export * from "./departments";
export * from "./jobs";
export * from "./people";
