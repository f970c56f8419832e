export { GET, POST } from "@/lib/api/offline-messages";
