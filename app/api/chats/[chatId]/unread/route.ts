export { POST } from "@/lib/api/chat/unread";
