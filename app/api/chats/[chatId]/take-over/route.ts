export { POST } from "@/lib/api/chat/take-over";
