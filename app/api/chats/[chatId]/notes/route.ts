export { POST } from "@/lib/api/notes/chat-notes";
