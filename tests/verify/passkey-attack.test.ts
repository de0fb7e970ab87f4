import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { Values } from '../../src/ledger/value.ts'
import { toBase64 } from '../../src/log/base64.ts'
import type { JointOpening } from '../../src/log/joint-opening.ts'
import { openJointly } from '../../src/log/open-jointly.ts'
import { payloadOfEntry } from '../../src/log/payload-tree.ts'
import { fromUtf8, toUtf8 } from '../../src/log/utf8.ts'
import type { Evidence, OpenedEntry, SealedReport } from '../../src/report/evidence/evidence.ts'
import { passkeyPaths } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { assertionText } from '../../src/report/passkey/passkey.ts'
import { signingChallenge } from '../../src/report/passkey/signing-challenge.ts'
import type { Verification } from '../../src/report/verify/verification.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import type { Odd } from '../passkeys/software-authenticator.ts'
import { SoftwareAuthenticator } from '../passkeys/software-authenticator.ts'
import { brokenCodes } from './broken.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit } from './small-unit.ts'

/** Flips tried at most; a campaign flips more. */
const flips = Number(process.env['TAIZHANG_FLIPS'] ?? 2000)

const place = { rpId: 'taizhang.example', origin: 'https://taizhang.example' }
const another = '6a6f4b0e-0000-4000-8000-000000000002'

interface Held {
  readonly device: SoftwareAuthenticator
  readonly record: string
  readonly index: number
}

let unit: SmallUnit
let signer: string
let own: Held
let sealed: SealedReport

beforeAll(async () => {
  unit = await smallUnit()
  signer = unit.session.actor.id
  own = await register({})
  sealed = await signedBy(own)
}, 300_000)

afterAll(() => unit?.fixture.close())

/** A passkey in the log: by default the signer's, registered by the signer. */
async function register(given: { person?: string; actor?: string }): Promise<Held> {
  const device = new SoftwareAuthenticator()
  const { algorithm, credential, publicKey } = device
  const { person = signer, actor = signer } = given
  const { record, index } = await unit.append({
    register: 'passkey',
    actor,
    occurredOn: '2026-01-09',
    values: {
      person,
      name: '手机',
      credential,
      algorithm,
      publicKey,
      rpId: place.rpId,
      registeredOn: '2026-01-09',
    },
  })
  if (!record) throw new Error('no record of the passkey')
  return { device, record: record.id, index }
}

function assertion(device: SoftwareAuthenticator, digest: string, odd: Odd = {}) {
  return device.get(toBase64(signingChallenge(digest)), place, odd)
}

/** What a sound signing entry holds beside the digest. */
function byKey({ device, record }: Held, odd: Odd = {}): (digest: string) => Values {
  return (digest) => ({
    passkey: record,
    assertion: assertionText(assertion(device, digest, odd)),
  })
}

async function signedBy(held: Held): Promise<SealedReport> {
  const document = await unit.document()
  return unit.sign(document, await unit.evidence(document, signer), byKey(held))
}

/** A keeper of the log signs the report anew, with evidence and entry as he likes. */
async function forged(
  by: (digest: string) => Values,
  change: (evidence: Evidence) => Evidence = (evidence) => evidence,
): Promise<Verification> {
  const document = await unit.document()
  const evidence = change(await unit.evidence(document, signer))
  return verified(await unit.sign(document, evidence, by))
}

function verified(report: SealedReport): Verification {
  return verifyReport(nodeCrypto, { carried: sealedText(report), words: null, key: null })
}

function detailOf({ findings }: Verification): string {
  return findings.find(({ code }) => code === 'passkey.signature')?.sentence.en ?? ''
}

async function opened(index: number, paths: readonly string[]): Promise<JointOpening> {
  const { store } = unit.fixture
  const entry = await store.read(unit.session.org.id, (reader) => reader.entry(index))
  const payload = entry && payloadOfEntry(entry)
  if (!payload) throw new Error(`entry ${index} has no payload`)
  return openJointly(nodeCrypto, payload, new Set(paths))
}

async function showing({ index }: Held): Promise<OpenedEntry> {
  return { entry: index, opening: await opened(index, passkeyPaths) }
}

function without(evidence: Evidence): Evidence {
  const { passkeys: _, ...rest } = evidence
  return rest
}

test('a signature by the signer’s own key holds, and is said to be one', () => {
  const found = verified(sealed)
  expect(found).toMatchObject({ holds: true })
  expect(found.signed?.passkey?.registeredAt).toMatch(/^2026-01-10T00:00/)
  expect(found.signed?.sentence.en).toMatch(/^Signed by .* with a passkey registered on 2026-01-10/)
})

test('a signature that was taken off is named', async () => {
  const { signing } = sealed
  if (!signing) throw new Error('the report is not signed')
  const opening = await opened(signing.index, ['digest'])
  const stripped = verified({ ...sealed, signing: { ...signing, opening } })
  expect(brokenCodes(stripped)).toEqual(['passkey.absent'])
  expect(stripped.signed?.sentence.en).toContain('The keeper of this log states')
  const evidence = without(sealed.evidence)
  const both = verified({ ...sealed, evidence, signing: { ...signing, opening } })
  expect(brokenCodes(both)).toContain('evidence.other')
})

test('a keeper who leaves the passkey out is seen by the leaves of the log', async () => {
  expect(brokenCodes(await forged(() => ({}), without))).toEqual(['passkey.unused'])
  expect(brokenCodes(await forged(() => ({})))).toEqual(['passkey.absent'])
})

test('an assertion of another report, or one that was changed, is named', async () => {
  const { digest } = verified(sealed)
  const old = await forged(() => byKey(own)(digest ?? ''))
  expect(brokenCodes(old)).toEqual(['passkey.signature'])
  expect(detailOf(old)).toContain('passkey.challenge')
  const changed = await forged((now) => {
    const { signature, ...rest } = assertion(own.device, now)
    const bytes = Buffer.from(signature, 'base64')
    bytes[40] = (bytes[40] ?? 0) ^ 1
    const text = assertionText({ ...rest, signature: bytes.toString('base64') })
    return { passkey: own.record, assertion: text }
  })
  expect(brokenCodes(changed)).toEqual(['passkey.signature'])
  const odd = await forged(() => ({ passkey: own.record, assertion: 'AAAA.AAAA' }))
  expect(brokenCodes(odd)).toEqual(['passkey.signature'])
})

test('a signature without proof of who held the key is named', async () => {
  const found = await forged(byKey(own, { flags: 1 }))
  expect(brokenCodes(found)).toEqual(['passkey.signature'])
  expect(detailOf(found)).toContain('passkey.verification')
})

test('the key of another person is named, whoever is said to hold it', async () => {
  for (const given of [
    { person: another, actor: another },
    { actor: another },
    { person: another },
  ]) {
    const foreign = await register(given)
    const shown = await showing(foreign)
    const found = await forged(byKey(foreign), (evidence) => ({ ...evidence, passkeys: [shown] }))
    expect(brokenCodes(found)).toEqual(['passkey.other'])
  }
})

test('a key that the evidence does not show, or shows otherwise than it is, is named', async () => {
  const stranger = { ...own, record: another }
  expect(brokenCodes(await forged(byKey(stranger)))).toEqual(['passkey.unknown'])
  expect(brokenCodes(await forged(byKey(own), without))).toEqual(['passkey.unknown'])
  const fresh = new SoftwareAuthenticator()
  const found = await forged(byKey({ ...own, device: fresh }), (evidence) => ({
    ...evidence,
    passkeys: (evidence.passkeys ?? []).map((one) => ({
      ...one,
      opening: {
        ...one.opening,
        fields: one.opening.fields.map((field) =>
          field.path === 'publicKey' ? { ...field, value: fresh.publicKey } : field,
        ),
      },
    })),
  }))
  expect(brokenCodes(found)).toEqual(['opening.changed'])
})

test('a key that was removed before is named', async () => {
  const lost = await register({})
  const shown = await showing(lost)
  await unit.append({
    kind: 'void',
    register: 'passkey',
    record: lost.record,
    expected: 1,
    reason: '遗失',
  })
  const found = await forged(byKey(lost), (evidence) => ({ ...evidence, passkeys: [shown] }))
  expect(brokenCodes(found)).toEqual(['passkey.removed'])
})

test('no byte of a report signed by passkey can be flipped', () => {
  const bytes = toUtf8(sealedText(sealed))
  const all = bytes.length * 8
  const held: number[] = []
  for (let nth = 0; nth < all; nth += Math.max(1, all / flips)) {
    const at = Math.floor(nth)
    const flipped = bytes.slice()
    flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7))
    const carried = fromUtf8(flipped)
    if (carried === null) continue
    if (verifyReport(nodeCrypto, { carried, words: null, key: null }).holds) held.push(at)
  }
  expect(held).toEqual([])
}, 1_200_000)
