export { GET } from "@/lib/api/visitors/earlier-chats";
