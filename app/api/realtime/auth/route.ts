export { POST } from "@/lib/api/realtime-auth";
