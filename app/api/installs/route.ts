export { GET } from "@/lib/api/installs";
