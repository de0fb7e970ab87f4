import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckedPositions } from '../../app/ports/audit-ports.ts'
import { formatCheckedPosition } from '../../log/checked-position.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { signNote } from '../../log/sign-note.ts'
import { readKeyOf } from './key-file.ts'
import { replaceFile } from './replace-file.ts'

/**
 * Keeps beside the keys how far each log was checked: a file a log. Whoever runs the check without
 * the right to the keys keeps nothing, and checks from the beginning each time.
 */
export function positionsIn(keysDir: string, crypto: LogCrypto): CheckedPositions {
  const pathOf = (publicId: string) => join(keysDir, `${publicId}.checked`)
  return {
    read: (publicId) => readFile(pathOf(publicId), 'utf8').catch(() => null),
    keep: async (publicId, position, vkey) => {
      try {
        const { origin } = position
        const signer = readKeyOf(crypto, { keysDir, publicId, origin, purpose: 'log' }, vkey)
        const note = signNote(crypto, formatCheckedPosition(position), [signer])
        await replaceFile(pathOf(publicId), note)
        return true
      } catch {
        // The log holds all the same; that nothing was kept is said.
        return false
      }
    },
  }
}
