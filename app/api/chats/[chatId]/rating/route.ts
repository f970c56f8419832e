export { POST } from "@/lib/api/chat/rating";
