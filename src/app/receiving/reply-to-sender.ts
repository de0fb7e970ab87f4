import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { Value } from '../../ledger/value.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { fromBase64 } from '../../log/base64.ts'
import { formatCheckpoint, parseCheckpoint } from '../../log/checkpoint.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import { passkeyPaths } from '../../report/evidence/evidence.ts'
import type { RegisteredPasskey, Reply } from '../../report/receive/reply.ts'
import { replyPaths } from '../../report/receive/reply.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader } from '../ports/store-ports.ts'
import { receivedRegisterId } from './received-register.ts'
import { refuseUnknown } from './refuse-unknown.ts'

/**
 * The reply to whoever sent a report: what became of it, by the receiver's own entry and receipt,
 * and the cosignature on the sender's checkpoint. Refuses with `record.unknown`.
 */
export async function replyToSender(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  receiver: Organisation,
  id: string,
): Promise<Reply> {
  return store.read(receiver.id, (reader) => replyIn({ reader, crypto }, receiver, id))
}

/** The same as the log stands in a read that is open. */
export async function replyIn(
  { reader, crypto }: { readonly reader: Reader; readonly crypto: LogCrypto },
  receiver: Organisation,
  id: string,
): Promise<Reply> {
  const record = await reader.record(id)
  const entry = record === null ? null : await reader.entry(record.entry)
  const payload = entry === null ? null : payloadOfEntry(entry)
  if (record?.register !== receivedRegisterId || !entry || !payload) return refuseUnknown()
  const said = coreValues(core.receivedReport, record.values)
  const { log, checkpoint, root, cosignature, witness } = said
  const bytes = typeof root === 'string' ? fromBase64(root) : null
  const text =
    typeof log === 'string' && typeof checkpoint === 'number' && bytes !== null
      ? formatCheckpoint({ origin: log, size: checkpoint, root: bytes })
      : ''
  const signedBy = await registeredPasskey({ reader, crypto }, said.passkey)
  const isCosigned = typeof cosignature === 'string' && typeof witness === 'string'
  return {
    v: 1,
    receiver: { id: receiver.publicId, name: receiver.name, origin: receiver.origin },
    entry: {
      index: entry.index,
      leafText: entry.leafText,
      opening: openJointly(crypto, payload, new Set(replyPaths)),
      receipt: entry.receipt,
      receiptKey: keysInForce(await reader.keys(), entry.index + 1).receipt,
    },
    cosigned:
      isCosigned && parseCheckpoint(text).ok
        ? { checkpointText: text, line: `${cosignature}\n`, witness }
        : null,
    ...(signedBy === null ? {} : { signedBy }),
  }
}

/** The entry that registered the passkey of a return; null: there is none. */
async function registeredPasskey(
  { reader, crypto }: { reader: Reader; crypto: LogCrypto },
  record: Value | undefined,
): Promise<RegisteredPasskey | null> {
  const versions = typeof record === 'string' ? await reader.versions(record) : []
  const made = versions.find(({ leaf }) => leaf.kind === 'create')
  const payload = made && payloadOfEntry(made)
  if (!made || !payload) return null
  const { index, leafText, receipt } = made
  return {
    ...{ index, leafText, receipt },
    opening: openJointly(crypto, payload, new Set(passkeyPaths)),
    receiptKey: keysInForce(await reader.keys(), index + 1).receipt,
  }
}
