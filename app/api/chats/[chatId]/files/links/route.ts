export { POST } from "@/lib/api/files/chat-file-links";
