export { POST } from "@/lib/api/visitors/visitor-chats";
