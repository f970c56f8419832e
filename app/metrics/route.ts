export { GET } from "@/lib/api/metrics";
