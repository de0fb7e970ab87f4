import { core } from '../../ledger/core-registers.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import { acknowledgedPaths } from '../../report/call/acknowledgement.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import type { SealedCall } from '../../report/call/sealed-call.ts'
import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier, KnownToUnit, SentAnswer } from '../ports/call-ports.ts'
import type { Organisation, Reader } from '../ports/store-ports.ts'
import { reportRecordOf } from '../report/report-record.ts'
import type { ReportRecord } from '../report/report-record.ts'
import { asks, sentCallOf } from './find-call.ts'
import { sealCall, signedEntry } from './seal-call.ts'

type Needs = Pick<AppPorts, 'store' | 'organisations' | 'crypto' | 'drafts' | 'clock'>

/**
 * Carries between bodies whose books stand on this server. What one sees of the other is what it
 * has signed and sent: sealed calls, receipts, answers. Reads only.
 */
export function carryHere(ports: Needs): CallCarrier {
  return {
    callsFor: (unit, known) => callsFor(ports, unit, known),
    urgesFor: (unit, digests) => urgesFor(ports, unit, digests),
    answersTo: async (above, { digest, logs }) => {
      const wanted = new Set(logs)
      const units = (await ports.organisations.all()).filter(
        (one) => one.parent === above.id && wanted.has(one.origin),
      )
      const sent: SentAnswer[] = []
      for (const unit of units) sent.push(await answerOf(ports, unit, { digest, above }))
      return sent
    },
  }
}

async function callsFor(
  ports: Needs,
  unit: Organisation,
  { seen, taken }: KnownToUnit,
): Promise<readonly SealedCall[]> {
  const above = unit.parent === null ? null : await ports.organisations.of(unit.parent)
  if (!above) return []
  const today = todayIn(above.zone, ports.clock)
  const asking = await ports.store.read(above.id, async (reader) => {
    const { items } = await reader.records({
      register: core.call.id,
      where: { [core.call.names.step]: 'issued' },
      limit: callsMax,
    })
    const inForce = items.map(sentCallOf).filter(({ call }) => (call.ends ?? today) >= today)
    const digests = new Map<string, string>()
    for (const sent of inForce) {
      if (!(await asks(reader, sent, unit.origin))) continue
      const { index, leafHash } = await signedEntry(reader, sent.id)
      // What no checkpoint covers yet comes a moment later.
      const checkpoint = await reader.checkpoint()
      if ((checkpoint?.size ?? 0) > index) digests.set(sent.id, leafHash)
    }
    return digests
  })
  const known = await taken([...asking.values()])
  const sealed: SealedCall[] = []
  for (const [call, digest] of asking) {
    if (known.has(digest)) continue
    sealed.push(await sealCall(ports, above, { call, seen: seen(above.origin) }))
  }
  return sealed
}

async function urgesFor(
  ports: Needs,
  unit: Organisation,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const above = unit.parent === null ? null : await ports.organisations.of(unit.parent)
  const wanted = new Set(digests)
  const urges = new Map<string, number>()
  if (!above || wanted.size === 0) return urges
  await ports.store.read(above.id, async (reader) => {
    const where = { [core.call.names.step]: 'issued' }
    const page = await reader.records({ register: core.call.id, where, limit: callsMax })
    for (const sent of page.items.map(sentCallOf).filter(({ urged }) => urged > 0)) {
      const { leafHash } = await signedEntry(reader, sent.id)
      if (wanted.has(leafHash)) urges.set(leafHash, sent.urged)
    }
  })
  return urges
}

/** Calls in force at once that are looked at: more than anybody sends. */
const callsMax = 200

async function answerOf(
  ports: Needs,
  unit: Organisation,
  { digest, above }: { readonly digest: string; readonly above: Organisation },
): Promise<SentAnswer> {
  const { origin } = unit
  const found = await ports.store.read(unit.id, async (reader) => {
    const where = {
      [core.callTaken.names.digest]: digest,
      [core.callTaken.names.log]: above.origin,
    }
    const { items } = await reader.records({ register: core.callTaken.id, where, limit: 1 })
    const [taken] = items
    if (!taken) return null
    const acknowledgement = await acknowledgementOf(ports, reader, taken)
    const reports = await reader.records({
      register: core.report.id,
      where: { [core.report.names.answers]: taken.id },
      limit: answersMax,
    })
    const sent = reports.items.map(reportRecordOf).filter(isSent)
    const newest = sent.reduce<ReportRecord | null>(
      (one, other) => (one === null || other.entry > one.entry ? other : one),
      null,
    )
    return { acknowledgement, newest }
  })
  if (found === null) return { origin, acknowledgement: null, file: null }
  const { newest } = found
  const kept =
    newest?.file == null
      ? null
      : await ports.drafts.file(unit.id, newest.id, { kind: 'docx', digest: newest.file })
  return { origin, acknowledgement: found.acknowledgement, file: kept?.bytes ?? null }
}

/** Versions of one answer at most: more than anybody corrects. */
const answersMax = 50

/** Whether the unit has sent it: what is only signed is still its own. */
function isSent({ step }: ReportRecord): boolean {
  return step === 'sent' || step === 'accepted' || step === 'returned'
}

async function acknowledgementOf(
  { crypto }: Pick<Needs, 'crypto'>,
  reader: Reader,
  { firstEntry }: LedgerRecord,
): Promise<Acknowledgement | null> {
  const entry = await reader.entry(firstEntry)
  const payload = entry === null ? null : payloadOfEntry(entry)
  if (entry === null || payload === null) return null
  const { index, leafText, receipt } = entry
  return {
    v: 1,
    index,
    leafText,
    opening: openJointly(crypto, payload, new Set(acknowledgedPaths)),
    receipt,
    receiptKey: keysInForce(await reader.keys(), index + 1).receipt,
  }
}
