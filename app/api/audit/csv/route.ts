export { GET } from "@/lib/api/audit/csv";
