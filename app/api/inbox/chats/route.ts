export { GET } from "@/lib/api/inbox-chats";
