export { POST } from "@/lib/api/chat/hold";
