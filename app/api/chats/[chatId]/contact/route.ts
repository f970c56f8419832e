export { POST } from "@/lib/api/chat/contact";
