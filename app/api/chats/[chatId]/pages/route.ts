export { GET } from "@/lib/api/visitors/chat-pages";
