import { Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { verifyGiven } from '../../pack/verify-given.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { webCrypto } from '../crypto.ts'
import { readDropped } from './read-dropped.ts'

/** What came of a dropped file: a verification, or why it was not read. */
export type DroppedReport =
  | { readonly found: Verification; readonly refused?: undefined }
  | { readonly refused: Label; readonly found?: undefined }

/**
 * Verifies a dropped report or year pack in the page itself, together with what was dropped beside
 * it (its annex, its year pack); nothing is sent anywhere.
 */
export async function verifyBytes(
  [bytes, beside]: readonly [Uint8Array, Uint8Array?],
  key: string,
): Promise<DroppedReport> {
  try {
    const file = await readDropped(bytes)
    const other = beside === undefined ? null : await readDropped(beside)
    return { found: verifyGiven(webCrypto, { file, beside: other, key }) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: refusalText(error) }
    throw error
  }
}

function refusalText({ faults }: Refusal): Label {
  return {
    zh: faults.map(({ text, hint }) => `${text.zh}。${hint.zh}`).join(' '),
    en: faults.map(({ text, hint }) => `${text.en}. ${hint.en}`).join(' '),
  }
}
