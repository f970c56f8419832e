export { POST } from "@/lib/api/chat/snooze";
