export { GET } from "@/lib/api/visitors/visitor-export";
