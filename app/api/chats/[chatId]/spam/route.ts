export { POST } from "@/lib/api/chat/spam";
