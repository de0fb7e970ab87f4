import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { signingView } from '../../src/api/contract/passkey.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { webCrypto } from '../../src/web/crypto.ts'
import { goodPassword, untilCovered } from '../api/serving.ts'
import type { Office } from '../report-flow/people.ts'
import { draftOf, openOffice, override, step } from '../report-flow/people.ts'
import { addPasskey, keysOf, prepare, removeAll, sendSigned, signDigest } from './passkey-holder.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'

let office: Office
let draft: { id: string; revision: number }
/** One report of a year is drafted at a time, so each test has a year of its own. */
let year = 2026

beforeAll(async () => {
  office = await openOffice()
}, 300_000)

afterAll(() => office?.serving.close())

beforeEach(() => removeAll(office.first), 300_000)

const at = () => ({ ...draft, at: 1 })

async function byPassword() {
  await untilCovered(office.serving)
  const body = { revision: draft.revision, password: goodPassword }
  return step(office.first, `/drafts/${draft.id}/sign`, 1, body)
}

/** What is to be signed, once a checkpoint covers all that it needs, however slow the machine. */
async function prepared() {
  await untilCovered(office.serving)
  return prepare(office.first, at())
}

/** The file of a signed report, made now where no checkpoint came in time. */
async function signedFile(record: string) {
  await untilCovered(office.serving)
  await office.clerk.ask('POST', `/api/v1/issued/${record}/freeze`)
  const { bytes } = await office.clerk.ask('GET', `/api/v1/issued/${record}/file`)
  return readSealedFile(bytes)
}

describe('a report signed by passkey', { timeout: 300_000 }, () => {
  beforeEach(async () => {
    year -= 1
    draft = await draftOf(office.clerk, { year })
    await override(office.first, draft.id)
    const body = { revision: draft.revision, verdict: 'passed' }
    await step(office.reviewer, `/drafts/${draft.id}/review`, 0, body)
  }, 300_000)

  it.each(['ES256', 'EdDSA'] as const)('holds offline, and says so (%s)', async (algorithm) => {
    const key = new SoftwareAuthenticator({ algorithm })
    expect((await addPasskey(office.first, key)).status).toBe(204)
    const { digest, credentials } = signingView.parse((await prepared()).body)
    expect(credentials).toEqual([key.credential])
    const signed = await sendSigned(office.first, at(), signDigest(key, digest))
    expect(signed.status).toBe(201)
    const { sealedText: carried, words } = await signedFile(signed.body.record)
    const [held] = await keysOf(office.first)
    for (const crypto of [nodeCrypto, webCrypto]) {
      const found = verifyReport(crypto, { carried, words, key: null })
      expect(found).toMatchObject({ holds: true, digest })
      expect(found.signed?.passkey?.fingerprint).toBe(held?.fingerprint)
      expect(found.signed?.sentence.zh).toContain('以本人登记的通行密钥签发，签名已核对')
      expect(found.signed?.sentence.zh).toContain('周明远')
    }
  })

  it('asks for the passkey of whoever has one, and for the password of whoever has none', async () => {
    const key = new SoftwareAuthenticator()
    await addPasskey(office.first, key)
    expect((await byPassword()).body.code).toBe('report.passkey-needed')
    await removeAll(office.first)
    expect((await prepared()).body.code).toBe('passkey.none')
    const signed = await byPassword()
    expect(signed.status).toBe(201)
    const { sealedText: carried, words } = await signedFile(signed.body.record)
    const found = verifyReport(nodeCrypto, { carried, words, key: null })
    expect(found).toMatchObject({ holds: true, signed: { passkey: null } })
    expect(found.signed?.sentence.en).toContain('The keeper of this log states')
  })

  it('takes no signature but one of the signer over what was prepared', async () => {
    const [key, other] = [new SoftwareAuthenticator(), new SoftwareAuthenticator()]
    await addPasskey(office.first, key)
    await addPasskey(office.clerk, other)
    const { digest } = signingView.parse((await prepared()).body)
    const send = async (passkey: object) => (await sendSigned(office.first, at(), passkey)).body
    const sound = signDigest(key, digest)
    expect((await send(signDigest(other, digest))).code).toBe('passkey.unknown')
    const byOther = { ...signDigest(other, digest), credential: key.credential }
    expect((await send(byOther)).code).toBe('passkey.refused')
    const elsewhere = { rpId: 'localhost', origin: 'http://localhost:9999' }
    expect((await send(signDigest(key, digest, { from: elsewhere }))).code).toBe('passkey.refused')
    expect((await send(signDigest(key, digest, { flags: 1 }))).code).toBe('passkey.refused')
    const unprepared = Buffer.alloc(32, 7).toString('base64')
    expect((await send(signDigest(key, unprepared))).code).toBe('passkey.unprepared')
    expect((await send({ ...sound, digest: unprepared })).code).toBe('passkey.unprepared')
    const inDigits = { 'if-match': '"1"' }
    const path = `/api/v1/drafts/${draft.id}/sign`
    const body = { revision: draft.revision, passkey: sound }
    const there = await office.first.ask('POST', path, { body, headers: inDigits })
    expect(there.body.code).toBe('passkey.other-place')
    expect((await sendSigned(office.clerk, at(), sound)).status).toBe(403)
    const [held] = await keysOf(office.first)
    await removeAll(office.first)
    expect((await send(sound)).code).toBe('passkey.unknown')
    expect(held?.fingerprint).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){3}$/)
  })

  it('takes what was prepared only while the draft is what it was', async () => {
    const key = new SoftwareAuthenticator()
    await addPasskey(office.first, key)
    const { digest } = signingView.parse((await prepared()).body)
    const again = { revision: draft.revision, verdict: 'returned', reasons: '再核一遍' }
    await step(office.reviewer, `/drafts/${draft.id}/review`, 1, again)
    const sent = await sendSigned(office.first, at(), signDigest(key, digest))
    expect(sent.body.code).toBe('report.moved')
  })
})
