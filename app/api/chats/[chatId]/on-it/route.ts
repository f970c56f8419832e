export { POST } from "@/lib/api/chat/on-it";
