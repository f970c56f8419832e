export { POST } from "@/lib/api/chat/closure";
