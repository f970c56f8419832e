export { POST } from "@/lib/api/push/push-test";
