export { POST } from "@/lib/api/chat/viewing";
