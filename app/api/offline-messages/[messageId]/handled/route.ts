export { POST } from "@/lib/api/offline-message-handled";
