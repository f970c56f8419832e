export { POST } from "@/lib/api/tags/chat-tags";
