export { POST } from "@/lib/api/chat/department";
