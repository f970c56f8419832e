export { POST } from "@/lib/api/chat/messages";
