export { GET } from "@/lib/api/files/chat-file";
