import type { PasskeysView } from '../../api/contract/passkey.ts'

/**
 * By what somebody signs on this page: a passkey that was made for its address, or, who owns none,
 * without one; whose passkeys were all made for another address signs there.
 */
export type SignsBy = 'passkey' | 'none' | 'elsewhere'

/** See `SignsBy`; the server refuses by the same rule. */
export function signsBy({ keys, here }: PasskeysView): SignsBy {
  if (keys.length === 0) return 'none'
  return keys.some(({ rpId }) => rpId === here) ? 'passkey' : 'elsewhere'
}
