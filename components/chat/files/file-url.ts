/** Where an operator's browser loads a file of a chat; with `?thumb` a picture's small one. */
export const fileUrl = (chatId: string, fileId: string) => `/api/chats/${chatId}/files/${fileId}`;
