import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { passkeysView, signingView } from '../../src/api/contract/passkey-schemas.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { webCrypto } from '../../src/web/crypto.ts'
import { goodPassword } from '../api/serving.ts'
import type { Browser } from '../api/serving.ts'
import { draftOf, openOffice, overrule, step } from '../report-flow/people.ts'
import type { Office } from '../report-flow/people.ts'
import { addPasskey, fromLocalhost, prepare, sendSigned, signDigest } from './passkey-holder.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'

let office: Office
let draft: { id: string; revision: number }
/** One report of a year is drafted at a time, so each test has a year of its own. */
let year = 2026

beforeAll(async () => {
  office = await openOffice()
}, 120_000)

afterAll(() => office?.serving.close())

beforeEach(async () => {
  year -= 1
  draft = await draftOf(office.clerk, { year })
  await overrule(office.first, draft.id)
  const body = { revision: draft.revision, verdict: 'passed' }
  await step(office.reviewer, `/drafts/${draft.id}/review`, 0, body)
  await removeAll(office.first)
}, 120_000)

async function keysOf(browser: Browser) {
  const { body } = await browser.ask('GET', '/api/v1/mine/passkeys', { headers: fromLocalhost })
  return passkeysView.parse(body).keys
}

async function removeAll(browser: Browser) {
  for (const { record, version } of await keysOf(browser)) {
    const path = `/api/v1/mine/passkeys/${record}/remove`
    await browser.ask('POST', path, { body: { version, password: goodPassword } })
  }
}

const at = () => ({ ...draft, at: 1 })

function byPassword() {
  const body = { revision: draft.revision, password: goodPassword }
  return step(office.first, `/drafts/${draft.id}/sign`, 1, body)
}

async function signedFile(record: string) {
  const { bytes } = await office.clerk.ask('GET', `/api/v1/issued/${record}/file`)
  return readSealedFile(bytes)
}

describe('a report signed by passkey', { timeout: 120_000 }, () => {
  it.each(['ES256', 'EdDSA'] as const)('holds offline, and says so (%s)', async (algorithm) => {
    const key = new SoftwareAuthenticator({ algorithm })
    expect((await addPasskey(office.first, key)).status).toBe(204)
    const prepared = await prepare(office.first, at())
    expect(prepared.status).toBe(200)
    const { digest, credentials } = signingView.parse(prepared.body)
    expect(credentials).toEqual([key.credential])
    const signed = await sendSigned(office.first, at(), signDigest(key, digest))
    expect(signed.body).toMatchObject({ version: 3 })
    const { sealedText: carried, words } = await signedFile(signed.body.record)
    const [{ fingerprint, registeredOn } = { fingerprint: '', registeredOn: '' }] = await keysOf(
      office.first,
    )
    for (const crypto of [nodeCrypto, webCrypto]) {
      const found = verifyReport(crypto, { carried, words, key: null })
      expect(found).toMatchObject({ holds: true, digest })
      expect(found.signed?.passkey).toEqual({ registeredOn, fingerprint })
      expect(found.signed?.sentence.zh).toContain('登记的通行密钥签发，签名已核对')
      expect(found.signed?.sentence.zh).toContain('周明远')
    }
  })

  it('asks for the passkey of whoever has one, and for the password of whoever has none', async () => {
    const key = new SoftwareAuthenticator()
    await addPasskey(office.first, key)
    expect((await byPassword()).body.code).toBe('report.passkey-needed')
    await removeAll(office.first)
    expect((await prepare(office.first, at())).body.code).toBe('passkey.none')
    const signed = await byPassword()
    expect(signed.status).toBe(201)
    const { sealedText: carried, words } = await signedFile(signed.body.record)
    const found = verifyReport(nodeCrypto, { carried, words, key: null })
    expect(found).toMatchObject({ holds: true, signed: { passkey: null } })
    expect(found.signed?.sentence.en).toContain('The keeper of this log states')
  })
})
