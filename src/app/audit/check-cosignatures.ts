import type { Fault } from '../../ledger/fault.ts'
import { parseCosignature } from '../../log/cosignature.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { noteVerifier } from '../../log/note-verifier.ts'
import { openNote, parseNote } from '../../log/signed-note.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { AuditedCosignature } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/**
 * The lines that witnesses sent back, against the checkpoints they stand under: one that is none
 * spoils the checkpoint that it is served with. A size without a checkpoint is named elsewhere.
 */
export async function checkCosignatures(
  { crypto, ledger, organisation }: Examined,
  { checkpoints }: Walk,
): Promise<Fault[]> {
  const notes = new Map(checkpoints.map(({ size, note }) => [size, note]))
  return (await ledger.cosignatures()).flatMap((one) => {
    const note = notes.get(one.size)
    if (note === undefined || isCosigned(crypto, note, one)) return []
    const { size, witness } = one
    const [name] = witness.split('+')
    return [
      difference(organisation.publicId, ['checkpoint', size], {
        code: 'checkpoint.cosignature',
        text: {
          zh: `检查点 ${size} 上 ${name} 的见证签名不成立：签名或检查点已被改动。`,
          en: `The cosignature of ${name} on checkpoint ${size} does not hold: it or the checkpoint was changed.`,
        },
      }),
    ]
  })
}

function isCosigned(
  crypto: LogCrypto,
  note: string,
  { witness, line }: AuditedCosignature,
): boolean {
  const checkpoint = parseNote(note)
  if (!checkpoint.ok) return false
  const cosigned = `${checkpoint.note.text}\n${line}`
  const parsed = parseNote(cosigned)
  const [signature, ...others] = parsed.ok ? parsed.note.signatures : []
  if (signature === undefined || others.length > 0) return false
  const key = parseVerifierKey(crypto, witness)
  if (key.ok) return openNote(cosigned, [noteVerifier(crypto, key.key)]).ok
  // Of a version that kept the name of the key alone: whether it signed this only it can say.
  return signature.name === witness && parseCosignature(signature.signature) !== null
}
