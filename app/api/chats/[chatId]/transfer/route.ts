export { POST } from "@/lib/api/chat/transfer";
