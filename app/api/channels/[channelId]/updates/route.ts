export { POST } from "@/lib/api/channels/updates";
