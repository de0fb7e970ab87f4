import type { StoredCheckpoint } from '../../app/ports/store-ports.ts'
import { formatSeal, readSeal } from '../../log/checkpoint-seal.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { signNote } from '../../log/sign-note.ts'
import type { NamedSigner } from '../../log/sign-note.ts'

/** The signed seal of a checkpoint that follows `last`; the chain begins where that has none. */
export function sealRow(
  crypto: LogCrypto,
  { name, signer }: NamedSigner,
  given: {
    readonly made: StoredCheckpoint
    readonly last: { readonly size: number; readonly seal: string | null } | undefined
  },
): string {
  const { made, last } = given
  const { size, root, madeAt } = made
  const since = readSeal('row', last?.seal ?? '')?.since ?? size
  const seal = { origin: name, size, root, madeAt, before: last?.size ?? 0, since }
  return signNote(crypto, formatSeal('row', seal), [{ name, signer }])
}
