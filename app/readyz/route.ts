export { GET } from "@/lib/api/ready";
