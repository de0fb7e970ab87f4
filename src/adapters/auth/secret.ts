import { createHash, randomBytes } from 'node:crypto'

/** What is stored of a secret of 256 bits: nobody who reads the table can act with it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A new secret of 256 bits, safe in cookies and addresses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
