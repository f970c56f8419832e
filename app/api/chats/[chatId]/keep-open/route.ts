export { POST } from "@/lib/api/chat/keep-open";
