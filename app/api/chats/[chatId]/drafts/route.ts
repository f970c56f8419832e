export { GET, PUT } from "@/lib/api/organise/chat-drafts";
