export { POST } from "@/lib/api/files/chat-files";
