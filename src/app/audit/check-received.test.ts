import { expect, test } from 'vitest'
import { nodeCrypto as crypto } from '../../adapters/crypto/node-crypto.ts'
import { toBase64 } from '../../log/base64.ts'
import { emptyRoot } from '../../log/merkle-hash.ts'
import type { AuditedWatchedLog } from '../ports/audit-ports.ts'
import { checkReceived } from './check-received.ts'
import type { Examined, Walk } from './walk-entries.ts'

const origin = 'taizhang/x'
const [first, second] = [`${origin}+1+A`, `${origin}+2+A`]
const recordedAt = '2026-03-02T08:00:00.000Z'
const root = toBase64(emptyRoot(crypto))
const row = {
  ...{ origin, name: '云溪镇', vkey: first, former: [], size: 0, root },
  since: recordedAt,
}

type Said = Readonly<Record<string, string>>

/** What is found of one watched log, where entries of kind `key` and an arrival say this. */
async function found(
  stored: AuditedWatchedLog,
  { keys, sender }: { keys: readonly (Said & { at?: string })[]; sender?: string },
): Promise<readonly string[]> {
  const ledger = {
    receivedFiles: () => Promise.resolve([]),
    watched: () => Promise.resolve([stored]),
    watchLines: () => Promise.resolve([{ origin, detail: first }]),
  }
  const announcements = keys.map(({ at = recordedAt, ...said }, index) => {
    const fields = JSON.stringify({ log: origin, ...said })
    return [index, { fields, recordedAt: at }] as const
  })
  const arrival = { entry: 9, recordedAt, log: origin, sender, isCosigned: false }
  const arrivals = { all: new Map(sender === undefined ? [] : [['r', arrival]]) }
  const examined = { crypto, ledger, organisation: { publicId: 'o' } } as unknown as Examined
  const walk = { arrivals, announcements: new Map(announcements) } as unknown as Walk
  const { faults } = await checkReceived(examined, walk)
  return faults.map(({ code }) => code).filter((code) => code !== 'fsck.received.missing')
}

const watched = { how: 'watched', logKey: first, logName: '云溪镇' }

test('the name a log is watched under is the one of its entry, whatever arrived', async () => {
  const keys = [watched]
  expect(await found(row, { keys, sender: '别的镇' })).toEqual([])
  expect(await found({ ...row, name: '别的镇' }, { keys })).toEqual(['fsck.watched.name'])
})

test('of one that an older version watched, what arrived says the name, and else nothing', async () => {
  const keys = [{ how: 'watched', logKey: first }]
  expect(await found({ ...row, name: '云溪镇 ' }, { keys, sender: '云溪镇' })).toEqual([])
  expect(await found(row, { keys, sender: '别的镇' })).toEqual(['fsck.watched.name'])
  expect(await found(row, { keys })).toEqual([])
})

test('a key is believed since its own entry', async () => {
  const later = '2026-05-04T08:00:00.000Z'
  const keys = [watched, { how: 'followed', logKeyBefore: first, logKey: second, at: later }]
  const now = { ...row, vkey: second, former: [first], since: '2026-05-04T08:00:03.000Z' }
  expect(await found(now, { keys })).toEqual([])
  expect(await found({ ...now, since: recordedAt }, { keys })).toEqual(['fsck.watched.since'])
  // Watched by a version that entered nothing: the trail alone knows of it.
  expect(await found({ ...row, since: later }, { keys: [] })).toEqual([])
})
