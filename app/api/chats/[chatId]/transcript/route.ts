export { POST } from "@/lib/api/visitors/transcript";
