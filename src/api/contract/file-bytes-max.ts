/** Bytes of a file that a request may carry. The page says so before it sends one. */
export const fileBytesMax = 20 * 1024 * 1024
