export { GET } from "@/lib/api/chat/events";
