export { POST } from "@/lib/api/pulse";
