export { POST } from "@/lib/api/chat/block";
