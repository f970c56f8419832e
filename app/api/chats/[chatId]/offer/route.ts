export { POST } from "@/lib/api/chat/offer";
