export { POST } from "@/lib/api/chat/typing";
