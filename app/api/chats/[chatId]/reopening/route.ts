export { POST } from "@/lib/api/chat/reopening";
