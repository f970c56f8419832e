export { GET } from "@/lib/api/reports/chats-csv";
