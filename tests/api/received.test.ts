import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ed25519Signer, nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readGivenFile } from '../../src/adapters/given-file.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import type { WatchedStep } from '../../src/app/ports/received-ports.ts'
import type { OrgId, Reader } from '../../src/app/ports/store-ports.ts'
import { receiveReport } from '../../src/app/receiving/receive-report.ts'
import { replyToSender } from '../../src/app/receiving/reply-to-sender.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { toBase64 } from '../../src/log/base64.ts'
import { noteVerifier } from '../../src/log/note-verifier.ts'
import { cosign } from '../../src/log/sign-note.ts'
import { formatSignatureLine, openNote } from '../../src/log/signed-note.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../../src/log/verifier-key.ts'
import { signingChallenge } from '../../src/report/passkey/signing-challenge.ts'
import { readReply } from '../../src/report/receive/reply.ts'
import { verdictsOf, verdictsText } from '../../src/report/verify/verdicts.ts'
import {
  addPasskey,
  fromLocalhost,
  keysOf,
  localhost,
  removeAll,
} from '../passkeys/passkey-holder.ts'
import { SoftwareAuthenticator } from '../passkeys/software-authenticator.ts'
import type { Office } from '../report-flow/people.ts'
import { issueReport, openOffice, step } from '../report-flow/people.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { goodPassword, invite, serveTest, setUp } from './serving.ts'

let below: Office
let above: Serving
let receiver: Browser
let sent: { readonly id: string; readonly bytes: Uint8Array }

beforeAll(async () => {
  below = await openOffice()
  above = await serveTest()
  receiver = (await setUp(above)).browser
  sent = await issue(2025)
})

afterAll(async () => {
  await above.close()
  await below.serving.close()
})

const issue = (year: number) => issueReport(below, year)

async function senderKey(): Promise<string> {
  const [org] = await below.serving.opened.ports.organisations.all()
  const { store } = below.serving.opened.ports
  return new TextDecoder().decode((await store.logFile(org?.id ?? 0, 'vkey')) ?? new Uint8Array())
}

/** What `taizhang verify` says of a reply as it is downloaded. */
async function verified(reply: object, ...options: readonly string[]) {
  const path = join(above.data, 'reply.json')
  writeFileSync(path, JSON.stringify(reply))
  const printed: string[] = []
  let code = 2
  const context = {
    version: 'test',
    dataDefault: above.data,
    crypto: nodeCrypto,
    readFile: readGivenFile,
    print: (line: string) => printed.push(line),
    exitCode: (given: number) => {
      code = given
    },
  }
  const args = ['verify', path, '--lang', 'zh', ...options]
  await program(context as unknown as CommandContext).parseAsync(args, { from: 'user' })
  return { code, printed: printed.join('\n') }
}

const hand = (file: Uint8Array, to = receiver): Promise<Told> =>
  to.ask('POST', '/api/v1/received', { file })

describe('a report that arrives', () => {
  test('from a log whose key nobody knows is not taken', async () => {
    const { status, body } = await hand(sent.bytes)
    expect([status, body.code]).toEqual([422, 'received.stranger'])
  })

  test('is verified, cosigned, recorded; a second arrival gets the first’s receipt', async () => {
    const vkey = await senderKey()
    const watch = { body: { name: '海棠市档案馆', vkey } }
    expect((await receiver.ask('POST', '/api/v1/watched-logs', watch)).status).toBe(201)
    const twice = await receiver.ask('POST', '/api/v1/watched-logs', watch)
    expect([twice.status, twice.body.code]).toEqual([409, 'received.watched'])
    const { status, body } = await hand(sent.bytes)
    expect([status, body.code]).toEqual([201, undefined])
    expect(body.verification.holds).toBe(true)
    expect(body.growth).toBe('extends')
    expect(body.record.values).toMatchObject({ step: 'received', year: 2025 })
    // It keeps one claim that no record supports, and says nothing of much that the ledger has: both
    // verdicts go into the record and the reply.
    const found = verdictsOf(body.verification)
    const left = body.verification.notMentioned.length
    expect(left).toBeGreaterThan(0)
    const said = `文件：文字与签名未被改动。内容：没有依据、说明理由保留1处 · 未提及${left}项。`
    expect(`${found.file.sentence.zh}。${found.content.sentence.zh}。`).toBe(said)
    const kept = verdictsText(found)
    expect(body.record.values).toMatchObject({ claims: said, verdicts: kept })
    expect(kept).toBe(`file=unchanged keptBare=1 notMentioned=${left}`)
    const reply = (await receiver.ask('GET', `/api/v1/received/${body.record.id}/reply`)).body
    const { digest, log } = body.verification
    const read = readReply(nodeCrypto, reply, { digest, origin: log.origin })
    expect(read).toMatchObject({ ok: true, reply: { verified: said, verdicts: kept } })
    const again = await hand(sent.bytes)
    expect([again.status, again.body.code]).toEqual([409, 'received.again'])
    expect(again.body.faults[0].more).toEqual({
      record: body.record.id,
      recordedAt: body.record.recordedAt,
      receipt: body.receipt,
    })
    const { body: logs } = await receiver.ask('GET', '/api/v1/watched-logs')
    expect(logs[0].size).toBe(body.record.values.checkpoint)
  })

  test('of many arrivals at once one is the first', async () => {
    const { bytes } = await issue(2024)
    const told = await Promise.all(Array.from({ length: 5 }, () => hand(bytes)))
    expect(told.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      201, 409, 409, 409, 409,
    ])
  })

  test('is kept as the bytes that came', async () => {
    const list = await receiver.ask(
      'GET',
      '/api/v1/registers/received-report/records?columns=*&limit=10',
    )
    const [record] = list.body.items.filter(
      (one: { values: { year: number } }) => one.values.year === 2025,
    )
    const file = await receiver.ask('GET', `/api/v1/received/${record.id}/file`)
    expect(Buffer.from(file.bytes).equals(Buffer.from(sent.bytes))).toBe(true)
    const [one, other] = list.body.items.map(({ id }: { id: string }) => id)
    const shared = await receiver.ask('GET', `/api/v1/received-likeness/${one}/${other}`)
    expect([shared.status, Array.isArray(shared.body)]).toEqual([200, true])
  })

  test('is refused with every finding when a byte of it was changed', async () => {
    const broken = Uint8Array.from(sent.bytes)
    const middle = Math.floor(broken.length / 2)
    broken[middle] = (broken[middle] ?? 0) ^ 1
    const { status, body } = await hand(broken)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.hint).not.toBe('')
  })

  test('is not typed in like any other record', async () => {
    const { status, body } = await receiver.ask(
      'POST',
      '/api/v1/registers/received-report/records',
      { body: { values: { sender: '自己', step: 'accepted' } } },
    )
    expect([status, body.code]).toEqual([403, 'register.own-way'])
  })
})

describe('the answer', () => {
  test('goes back with a reply that proves itself, and becomes the sender’s next step', async () => {
    const list = await receiver.ask(
      'GET',
      '/api/v1/registers/received-report/records?columns=*&limit=10',
    )
    const record = list.body.items.find(
      (one: { values: { year: number } }) => one.values.year === 2025,
    )
    const settle = (body: object, at = record.version) =>
      step(receiver, `/received/${record.id}/settle`, at, body)
    expect((await settle({ step: 'returned' })).body.code).toBe('received.reasons')
    expect((await settle({ step: 'accepted' })).status).toBe(201)
    expect((await settle({ step: 'accepted' }, 2)).body.code).toBe('received.settled')
    const { body: reply } = await receiver.ask('GET', `/api/v1/received/${record.id}/reply`)
    const path = `/issued/${sent.id}/reply`
    const other = structuredClone(reply)
    other.entry.opening.fields[0].value = 'x'
    expect((await step(below.clerk, path, 4, other)).body.code).toBe('reply.opening')
    const forged = structuredClone(reply)
    forged.cosigned.checkpointText = forged.cosigned.checkpointText.replace(/\n\d+\n/, '\n999\n')
    expect((await step(below.clerk, path, 4, forged)).body.code).toBe('reply.cosignature')
    // Whoever carries it lets a witness of their own sign, in the name of the receiver's.
    const theirs = ed25519Signer(new Uint8Array(32).fill(7))
    const [name = ''] = reply.cosigned.witness.split('+')
    const { checkpointText } = reply.cosigned
    const signed = cosign(
      nodeCrypto,
      { name, signer: theirs },
      { checkpointText, time: 1_790_000_000 },
    )
    const named = { name, use: 'cosignature', publicKey: theirs.publicKey } as const
    const cosigned = {
      checkpointText,
      line: formatSignatureLine(signed),
      witness: formatVerifierKey(verifierKey(nodeCrypto, named)),
    }
    const told = await step(below.clerk, path, 4, { ...reply, cosigned })
    expect(told.body.code).toBe('reply.cosignature')
    // Whoever has nothing but the file is told what it is, and whether it holds.
    const shown = await verified(reply)
    expect([shown.code, shown.printed]).toEqual([0, expect.stringContaining('已接收')])
    expect(shown.printed).toContain('回执：未改动')
    expect((await verified(reply, '--key', reply.entry.receiptKey)).code).toBe(0)
    const otherKey = ['--key', reply.cosigned.witness] as const
    expect((await verified(reply, ...otherKey)).printed).toContain('公钥不是该单位的')
    for (const altered of [other, forged, { ...reply, entry: { ...reply.entry, opening: {} } }]) {
      const { code, printed } = await verified(altered)
      expect([code, printed]).toEqual([1, expect.stringContaining('回执：核验不通过')])
    }
    const taken = await step(below.clerk, path, 4, reply)
    expect([taken.status, taken.body.version]).toEqual([201, 5])
    expect(taken.body.witnessedSize).toBe(record.values.checkpoint)
    // Nothing but the reply itself names the receipt key of a log on another server.
    expect(taken.body.isKeyKnown).toBe(false)
    const report = await below.clerk.ask('GET', `/api/v1/records/${sent.id}`)
    expect(report.body.values).toMatchObject({
      step: 'accepted',
      receipt: reply.entry.receipt.trim(),
    })
  })

  test('leaves the witness’s line on our checkpoint, for whoever fetches it', async () => {
    const { body: session } = await below.clerk.ask('GET', '/api/v1/session')
    const address = `/log/${session.organisation.id}`
    const read = async (file: string) => {
      const { bytes } = await below.clerk.ask('GET', `${address}/${file}`)
      return new TextDecoder().decode(bytes)
    }
    const list = await receiver.ask(
      'GET',
      '/api/v1/registers/received-report/records?columns=*&limit=10',
    )
    const record = list.body.items.find(
      (one: { values: { year: number } }) => one.values.year === 2025,
    )
    const { body: reply } = await receiver.ask('GET', `/api/v1/received/${record.id}/reply`)
    const keys = [await read('vkey'), reply.cosigned.witness].map((text: string) => {
      const parsed = parseVerifierKey(nodeCrypto, text.trim())
      if (!parsed.ok) throw new Error(parsed.reason)
      return noteVerifier(nodeCrypto, parsed.key)
    })
    const note = await read('checkpoint.witnessed')
    const opened = openNote(note, keys)
    expect(opened.ok && opened.verified).toHaveLength(2)
    expect(note.split('\n')[1]).toBe(String(record.values.checkpoint))
    // The newest one is another by now, and nobody has cosigned it.
    expect(openNote(await read('checkpoint'), keys.slice(0, 1)).ok).toBe(true)
  })

  test('to another report is not taken', async () => {
    const { id } = await issue(2023)
    const list = await receiver.ask(
      'GET',
      '/api/v1/registers/received-report/records?columns=*&limit=10',
    )
    const record = list.body.items.find(
      (one: { values: { year: number } }) => one.values.year === 2025,
    )
    const { body: reply } = await receiver.ask('GET', `/api/v1/received/${record.id}/reply`)
    const told = await step(below.clerk, `/issued/${id}/reply`, 4, reply)
    expect(told.body.code).toBe('reply.other-report')
  })

  test('of a corrected version names the old one, in the file and with the receiver', async () => {
    const { body: list } = await receiver.ask(
      'GET',
      '/api/v1/registers/received-report/records?columns=*',
    )
    const old = list.items.find((one: { values: { year: number } }) => one.values.year === 2025)
    const corrected = await issueReport(below, 2025, { replaces: sent.id })
    const { status, body } = await hand(corrected.bytes)
    expect([status, body.code]).toEqual([201, undefined])
    expect(body.record.values.corrects).toBe(old.id)
    const { holds, findings } = body.verification
    const named = findings.find((one: { code: string }) => one.code === 'report.corrects')
    expect(holds).toBe(true)
    expect(named.sentence.zh).toContain(old.values.digest)
    const { words } = await readSealedFile(corrected.bytes)
    expect(JSON.stringify(words)).toContain(`其摘要：${old.values.digest}`)
  })
})

describe('a second history', () => {
  const clerkOf = async () => {
    const { ports } = above.opened
    const [org] = await ports.organisations.all()
    if (!org) throw new Error('no unit')
    const actor = { id: 'cli:test', person: null, roles: ['clerk'] }
    return { ports, session: { org, actor, pack: ports.packs.current } }
  }
  const other = Buffer.alloc(32, 7).toString('base64')
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.faults[0]?.code : String(error)),
    )

  test('is seen though both arrive at the same moment', async () => {
    const { bytes } = await issue(2022)
    const { ports, session } = await clerkOf()
    const received = {
      ...ports.received,
      // Between judging and going forward, a report of a forked log of this very size arrives.
      advance: async (org: OrgId, step: WatchedStep) => {
        const { size } = step.to
        await ports.received.advance(org, { ...step, to: { size, root: other } })
        return ports.received.advance(org, step)
      },
    }
    expect(await codeOf(receiveReport({ ...ports, received }, session, bytes))).toBe(
      'received.fork',
    )
    const [log] = await ports.received.watched(session.org.id)
    expect(log?.root).toBe(other)
    await ports.received.advance(session.org.id, {
      origin: log?.origin ?? '',
      from: log?.size ?? 0,
      to: { size: 0, root: other },
    })
  })

  test('is seen in a report that was long on its way', async () => {
    const [late, newer] = [await issue(2021), await issue(2020)]
    expect((await hand(newer.bytes)).status).toBe(201)
    const { ports, session } = await clerkOf()
    const forked = {
      ...ports.store,
      read: <T>(org: OrgId, work: (reader: Reader) => Promise<T>) =>
        ports.store.read(org, (reader) => {
          const records: Reader['records'] = async (query) => {
            const page = await reader.records(query)
            const items = page.items.map((one) => ({
              ...one,
              values: { ...one.values, root: other },
            }))
            return { ...page, items }
          }
          return work({ ...reader, records })
        }),
    }
    const store = forked as typeof ports.store
    expect(await codeOf(receiveReport({ ...ports, store }, session, late.bytes))).toBe(
      'received.fork',
    )
    const sound = await hand(late.bytes)
    expect([sound.status, sound.body.growth]).toEqual([201, 'older'])
  })

  test('has no key of its own where the body keeps its books on this server', async () => {
    const { ports, session } = await clerkOf()
    const body = { name: 'Below', zone: 'Asia/Shanghai', below: true }
    await receiver.ask('POST', '/api/v1/organisations', { body })
    const below = (await ports.organisations.all()).find((one) => one.parent === session.org.id)
    const publicKey = Buffer.alloc(32, 9)
    const name = below?.origin ?? ''
    const key = verifierKey(ports.crypto, { name, use: 'note', publicKey })
    const watch = { body: { name: '冒名', vkey: formatVerifierKey(key) } }
    const told = await receiver.ask('POST', '/api/v1/watched-logs', watch)
    expect([told.status, told.body.code]).toEqual([422, 'received.other-key'])
  })
})

test('what a received report and a stand-in go by is not erased, what was said is', async () => {
  const username = '吴护'
  const officer = await invite(above, receiver, { username, roles: ['data-protection'] })
  const list = await receiver.ask(
    'GET',
    '/api/v1/registers/received-report/records?columns=*&limit=50',
  )
  const record = list.body.items.find(
    (one: { values: { year: number } }) => one.values.year === 2020,
  )
  const erase = (id: string, fields: readonly string[]) =>
    officer.ask('POST', `/api/v1/records/${id}/erase`, {
      headers: { 'if-match': '"1"' },
      body: { reason: '本人申请', password: goodPassword, fields },
    })
  for (const field of ['step', 'digest', 'root', 'file']) {
    expect((await erase(record.id, [field])).body.code).toBe('erase.field')
  }
  expect((await erase(record.id, ['title'])).status).toBe(200)
  const kept = await receiver.ask('GET', `/api/v1/received/${record.id}/file`)
  expect((await hand(kept.bytes)).body.code).toBe('received.again')
  const [person, deputy] = await Promise.all(
    [receiver, officer].map(async (one) => (await one.ask('GET', '/api/v1/session')).body.person),
  )
  const today = todayIn('Asia/Shanghai', { now: () => Date.now() })
  const body = { person, deputy, from: today, to: today, authorisedBy: '海档函〔2026〕9号' }
  expect((await receiver.ask('POST', '/api/v1/stand-ins', { body })).status).toBe(204)
  const [standIn] = (await receiver.ask('GET', '/api/v1/stand-ins')).body
  expect((await erase(standIn.record, ['to'])).body.code).toBe('erase.field')
  expect((await erase(standIn.record, ['authorisedBy'])).status).toBe(200)
})

describe('fsck', () => {
  const found = async (
    serving: Serving,
    which: 'faults' | 'notices' = 'faults',
  ): Promise<readonly string[]> => {
    const { auditor, ports } = serving.opened
    const { crypto, newestSeals: newest } = ports
    const reports = await fsck({ auditor, crypto }, { newest, file: fileCheckOf(ports.blobs) })
    return reports.flatMap((one) => one[which].map(({ code, at }) => `${code} ${at[2]}`))
  }

  test('finds both sides whole after all of this', async () => {
    expect(await found(above)).toEqual([])
    expect(await found(below.serving)).toEqual([])
  })

  test('names what was changed in what came and in what is believed of its sender', async () => {
    const origin = (await senderKey()).split('+')[0] ?? ''
    const owner = new Client(above.connection)
    await owner.connect()
    const { rows } = await owner.query<{ record: string }>(
      'SELECT record FROM ledger.received_file ORDER BY record LIMIT 1',
    )
    const record = rows[0]?.record ?? ''
    const one = `WHERE record = '${record}'`
    const file = 'ledger.received_file'
    const log = 'ledger.watched_log'
    const other = "vkey = replace(vkey, '+A', '+B')"
    for (const [table, change, code, place] of [
      [file, `DELETE FROM ${file} ${one}`, 'received.missing', record],
      [file, `UPDATE ${file} SET bytes = bytes || 'x' ${one}`, 'received.changed', record],
      [
        file,
        `UPDATE ${file} SET bytes = 'x', sha256 = encode(sha256('x'), 'base64') ${one}`,
        'received.changed',
        record,
      ],
      [
        file,
        `UPDATE ${file} SET received_at = received_at - interval '1 day' ${one}`,
        'received.redated',
        record,
      ],
      [log, `UPDATE ${log} SET ${other}`, 'watched.key', origin],
      [log, `UPDATE ${log} SET former = ARRAY[vkey]`, 'watched.key', origin],
      [log, `UPDATE ${log} SET size = size - 1`, 'watched.size', origin],
      [log, `UPDATE ${log} SET size = 0, root = sha256('')`, 'watched.size', origin],
      [log, `UPDATE ${log} SET root = sha256('x')`, 'watched.size', origin],
      [log, `UPDATE ${log} SET name = '别的单位'`, 'watched.name', origin],
      [log, `UPDATE ${log} SET since = since - interval '1 day'`, 'watched.since', origin],
      [log, `DELETE FROM ${log}`, 'watched.missing', origin],
    ] as [string, string, string, string][]) {
      await owner.query(`CREATE TEMP TABLE kept AS TABLE ${table}`)
      expect((await owner.query(change)).rowCount).toBeGreaterThan(0)
      expect(await found(above), change).toEqual([`fsck.${code} ${place}`])
      await owner.query(`DELETE FROM ${table}; INSERT INTO ${table} TABLE kept`)
      await owner.query('DROP TABLE kept')
    }
    expect(await found(above)).toEqual([])
    // A file that nobody received, put in the place of one that somebody did.
    const stray = '00000000-0000-4000-8000-000000000001'
    await owner.query(`UPDATE ${file} SET record = '${stray}' ${one}`)
    expect((await found(above)).toSorted()).toEqual([
      `fsck.received.missing ${record}`,
      `fsck.received.stray ${stray}`,
    ])
    await owner.query(`UPDATE ${file} SET record = '${record}' WHERE record = '${stray}'`)
    // Seen further than any entry says: bundles do that too, so it is told and no difference.
    expect(await found(above, 'notices')).toEqual([])
    await owner.query(`UPDATE ${log} SET size = size + 1`)
    expect(await found(above)).toEqual([])
    expect(await found(above, 'notices')).toEqual([`fsck.watched.ahead ${origin}`])
    await owner.query(`UPDATE ${log} SET size = size - 1`)
    expect(await found(above)).toEqual([])
    await owner.query('UPDATE ledger.trail SET detail = $1 WHERE act = $2', ['x', 'watch-log'])
    expect(await found(above)).toEqual([])
    const witnessed = new Client(below.serving.connection)
    await witnessed.connect()
    await witnessed.query('UPDATE ledger.cosignature SET size = size + 1000')
    expect((await found(below.serving))[0]).toMatch(/^fsck\.checkpoint\.missing \d+$/)
    await witnessed.query('UPDATE ledger.cosignature SET size = size - 1000')
    await witnessed.query('CREATE TEMP TABLE lines AS TABLE ledger.cosignature')
    const nameAlone = "UPDATE ledger.cosignature SET witness = split_part(witness, '+', 1)"
    for (const [change, count] of [
      ["UPDATE ledger.cosignature SET line = overlay(line PLACING 'AA' FROM 120)", 1],
      ["UPDATE ledger.cosignature SET line = line || 'x'", 1],
      ["UPDATE ledger.cosignature SET line = ''", 1],
      // Of an older version only the form can be told.
      [nameAlone, 0],
      [`${nameAlone}, line = left(line, -9)`, 1],
    ] as const) {
      await witnessed.query(change)
      const faults = await found(below.serving)
      expect(faults.length > 0 ? 1 : 0, change).toBe(count)
      for (const one of faults) expect(one).toMatch(/^fsck\.checkpoint\.cosignature \d+$/)
      await witnessed.query('DELETE FROM ledger.cosignature')
      await witnessed.query('INSERT INTO ledger.cosignature TABLE lines')
    }
    expect(await found(below.serving)).toEqual([])
    // Beside these stood moments that nothing vouches for; nobody reads or writes them any more.
    const { rows: told } = await witnessed.query<{ kept: string | null; came: string | null }>(
      `SELECT (SELECT max(made_at) FROM ledger.report_file) AS kept,
         (SELECT max(received_at) FROM ledger.cosignature) AS came`,
    )
    expect(told).toEqual([{ kept: null, came: null }])
    await witnessed.end()
    await owner.end()
  }, 120_000)
})

test('a return is signed by passkey, which the sender of the report can check', async () => {
  const { id, bytes } = await issue(2021)
  const report = (await below.clerk.ask('GET', `/api/v1/records/${id}`)).body
  const { record } = (await hand(bytes)).body
  const device = new SoftwareAuthenticator({})
  expect((await addPasskey(receiver, device)).status).toBe(204)
  const path = `/api/v1/received/${record.id}`
  const reasons = '第一项与台账不符'
  const headers = { ...fromLocalhost, 'if-match': `"${record.version}"` }
  const settle = (passkey: object | null, said = reasons) => {
    const body = { step: 'returned', reasons: said, passkey }
    return receiver.ask('POST', `${path}/settle`, { body, headers })
  }
  expect((await settle(null)).body.code).toBe('report.passkey-needed')
  const asked = { body: { reasons }, headers: fromLocalhost }
  const { digest } = (await receiver.ask('POST', `${path}/signing`, asked)).body
  const challenge = toBase64(signingChallenge(digest, 'reply'))
  const passkey = { digest, ...device.get(challenge, localhost, {}) }
  // It is over these reasons and no others.
  expect((await settle(passkey, '别的原因')).body.code).toBe('passkey.unprepared')
  expect((await settle(passkey)).status).toBe(201)
  const { body: reply } = await receiver.ask('GET', `${path}/reply`)
  const tell = (given: object) => step(below.clerk, `/issued/${id}/reply`, report.version, given)
  const { signedBy: _, ...without } = reply
  expect((await tell(without)).body.code).toBe('reply.passkey')
  const fingerprint = (await keysOf(receiver))[0]?.fingerprint
  const taken = await tell(reply)
  expect([taken.status, taken.body.signedBy?.fingerprint]).toEqual([201, fingerprint])
  await removeAll(receiver)
})

// Behind fsck: the entry that lies has neither file nor key behind it.
test('a reply that another log wrote in the name of the receiver is not believed', async () => {
  const { ports } = below.serving.opened
  const { id } = await issue(2022)
  const report = (await below.clerk.ask('GET', `/api/v1/records/${id}`)).body
  // The sender itself says in its own log that the report was received and accepted.
  const [own] = await ports.organisations.all()
  const [receiving] = await above.opened.ports.organisations.all()
  if (!own || !receiving) throw new Error('each server has a unit')
  const { digest } = report.values
  const written = await ports.store.append(own.id, {
    kind: 'create',
    register: 'received-report',
    record: null,
    expected: null,
    values: { digest, step: 'accepted', log: own.origin },
    occurredOn: null,
    lateDays: 0,
    lateReason: null,
    title: '',
    search: '',
    actor: 'nobody',
    pack: null,
    idempotency: null,
  })
  const reply = await replyToSender(ports, own, written.record?.id ?? '')
  const tell = async (given: object) =>
    (await step(below.clerk, `/issued/${id}/reply`, report.version, given)).body.code
  expect(await tell(reply)).toBe('reply.receiver')
  const { publicId, name, origin } = receiving
  expect(await tell({ ...reply, receiver: { id: publicId, name, origin } })).toBe('reply.key')
})

test('nothing happened that nobody foresaw', () => {
  expect(above.unforeseen).toEqual([])
  expect(below.serving.unforeseen).toEqual([])
})
