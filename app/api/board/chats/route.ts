export { GET } from "@/lib/api/board/board-chats";
