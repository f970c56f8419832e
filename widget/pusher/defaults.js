// In place of the package's own, most of which is for transports that we leave out.
export default { VERSION, PROTOCOL: 7 };
