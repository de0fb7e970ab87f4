const sha256Form = /^[0-9a-f]{64}$/

/**
 * What the bytes of an attachment are called where they lie, in a folder or in a bucket. No name
 * that came from outside is ever part of it.
 */
export function blobName({ org, sha256 }: { org: number; sha256: string }): string {
  if (!Number.isSafeInteger(org) || org < 0 || !sha256Form.test(sha256)) {
    throw new RangeError('not an attachment')
  }
  return `${org}/${sha256.slice(0, 2)}/${sha256}`
}
