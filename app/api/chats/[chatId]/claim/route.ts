export { POST } from "@/lib/api/chat/claim";
