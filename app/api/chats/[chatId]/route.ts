export { GET } from "@/lib/api/chat/chat";
