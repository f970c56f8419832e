export { GET, POST } from "@/lib/api/chats";
