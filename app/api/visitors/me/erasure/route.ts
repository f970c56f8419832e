export { POST } from "@/lib/api/visitors/erasure";
