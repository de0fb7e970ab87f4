import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { serviceTrouble } from '../../src/adapters/service-trouble.ts'
import { holdKeys } from '../../src/adapters/signing/hold-keys.ts'
import type { SignerAddress } from '../../src/adapters/signing/signer-address.ts'
import { signerAddress } from '../../src/adapters/signing/signer-address.ts'
import {
  askSignerService,
  SignerAway,
  signerAway,
} from '../../src/adapters/signing/signer-client.ts'
import type { SignerService } from '../../src/adapters/signing/signer-service.ts'
import { serveSigner } from '../../src/adapters/signing/signer-service.ts'
import { makeCertificate } from '../../src/adapters/tls/self-signed.ts'
import { keysInForce } from '../../src/log/announced-keys.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-signer-'))
const keysDir = join(home, 'keys')
const nowhere = join(home, 'none')
const address: SignerAddress = { kind: 'unix', path: join(home, 'signer.sock') }
let fixture: StoreFixture
let service: SignerService

async function start(at: SignerAddress = address): Promise<SignerService> {
  const connection = await connectionAs(fixture.connection, 'signer')
  return serveSigner(
    at,
    holdKeys({ connection, keysDir, crypto: nodeCrypto, clock: fixture.clock }),
  )
}

beforeAll(async () => {
  fixture = await storeFixture()
  service = await start()
})

afterAll(async () => {
  await service.stop()
  await fixture.close()
  rmSync(home, { recursive: true, force: true })
})

/** A server of the installation, which has no key of its own. */
async function server(at: SignerAddress = address) {
  const keys = askSignerService(at)
  const { checkpointer, receiptKeys } = keys
  const opened = await fixture.reopen({
    keysDir: nowhere,
    checkpointer: () => checkpointer,
    receiptKeys,
  })
  return { ...opened, keys }
}

async function faults(): Promise<readonly string[]> {
  const newest = askSignerService(address).newestSeals
  const reports = await fsckOnce(fixture, { newest })
  return reports.flatMap((one) => one.faults).map((one) => one.text.en)
}

describe('servers without a key of their own', () => {
  test('found, write, sign, erase and change keys through one service', async () => {
    const [one, other] = [await server(), await server()]
    const org = await foundUnit(one)
    const made = await one.store.append(org, meeting())
    await Promise.all(
      [one, other].flatMap(({ store }) =>
        Array.from({ length: 20 }, () => store.append(org, meeting())),
      ),
    )
    expect((await other.checkpointNow(org))?.size).toBe(42)
    const change = { how: 'rotated', reason: '轮换', actor: 'p-1', pack: null } as const
    await one.store.changeKeys(org, change)
    // The other has signed by the key before, and finds the new one.
    await other.store.append(org, meeting())
    await other.store.erase(org, {
      record: made.record?.id ?? '',
      expected: 1,
      paths: ['topics'],
      reason: '依法删除',
      title: '（已删除）',
      search: '',
      actor: 'p-1',
      pack: null,
    })
    expect((await one.checkpointNow(org))?.size).toBe(45)
    await Promise.all([one.close(), other.close()])
    expect(await faults()).toEqual([])
    expect(existsSync(nowhere)).toBe(false)
    expect(readdirSync(keysDir).filter((name) => name.endsWith('.skey')).length).toBe(2)
  })

  test('are told in a sentence when it is away, and go on when it is back', async () => {
    const one = await server()
    const org = await foundUnit(one)
    await service.stop()
    const failure: unknown = await one.store.append(org, meeting()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SignerAway)
    expect(serviceTrouble(failure)?.code).toBe('service.signer')
    expect(signerAway(failure as SignerAway)).toMatchObject({ code: 'signer.away', at: ['ENOENT'] })
    expect(await one.store.read(org, (reader) => reader.versions(randomUUID()))).toEqual([])
    service = await start()
    await one.store.append(org, meeting())
    expect((await one.checkpointNow(org))?.size).toBe(2)
    await one.close()
    expect(await faults()).toEqual([])
  })

  test('open what another of them has sealed for reminders', async () => {
    const sealed = await askSignerService(address).sealedTexts.seal('口令', 'reminders 1 mail')
    const other = askSignerService(address).sealedTexts
    expect(await other.open(sealed, 'reminders 1 mail')).toBe('口令')
    await expect(other.open(sealed, 'reminders 2 mail')).rejects.toThrow('reminder.secret')
  })
})

describe('a client that wants a key thrown away', () => {
  const rotation = { how: 'rotated', reason: '轮换', actor: 'p-1', pack: null } as const

  /** A unit whose keys were changed by a server that died before it put them in place. */
  async function cutOff() {
    const { checkpointer, receiptKeys } = askSignerService(address)
    const dying = await fixture.reopen({
      keysDir: nowhere,
      checkpointer: () => checkpointer,
      receiptKeys: { ...receiptKeys, settle: () => Promise.reject(new Error('killed')) },
    })
    const org = await foundUnit(dying)
    const all = await dying.store.organisations()
    const { publicId = '', origin = '' } = all.find(({ id }) => id === org) ?? {}
    await dying.checkpointNow(org)
    await expect(dying.store.changeKeys(org, rotation)).rejects.toThrow('killed')
    const keys = await dying.store.read(org, (reader) => reader.keys())
    await dying.close()
    const of = (size: number) => keysInForce(keys, size)
    return { org, log: { publicId, origin }, first: of(1), now: of(Number.MAX_SAFE_INTEGER) }
  }

  test('is refused, and the change that was cut off goes on', async () => {
    const [unit, other] = [await cutOff(), await cutOff()]
    const { checkpointer, receiptKeys } = askSignerService(address)
    const renamed = { ...unit.log, origin: `taizhang/${randomUUID()}` }
    const strange = { publicId: randomUUID(), origin: renamed.origin }
    const before = keyFiles()
    for (const isAtHand of [true, false]) {
      for (const [log, vkey] of [
        [unit.log, unit.first.log],
        [unit.log, other.now.log],
        [unit.log, ''],
        [renamed, unit.now.log],
        [renamed, ''],
        [strange, ''],
      ] as const) {
        const asked = checkpointer.makeFollowingLogKey(log, { vkey, isAtHand })
        await expect(asked, `${log.publicId} ${vkey}`).rejects.toThrow('not what the log')
      }
    }
    // The key before it has still to vouch for it.
    const early = { vkey: unit.now.log, isAtHand: true }
    await expect(checkpointer.makeFollowingLogKey(unit.log, early)).rejects.toThrow('not what')
    expect(await checkpointer.makeFollowingLogKey(unit.log, { ...early, isAtHand: false })).toBe(
      null,
    )
    for (const [log, vkey] of [
      [unit.log, unit.first.receipt],
      [unit.log, other.now.receipt],
      [unit.log, ''],
      [renamed, ''],
    ] as const) {
      await expect(receiptKeys.makeFollowing(log, vkey)).rejects.toThrow('not what the log')
    }
    await expect(receiptKeys.settle(unit.log, other.now.receipt)).rejects.toThrow('not what')
    expect(keyFiles()).toEqual(before)
    await goesOn(unit.org)
    await goesOn(other.org)
    expect(await faults()).toEqual([])
  })

  test('cannot put a key in place that nobody announced', async () => {
    const { org, log, now } = await cutOff()
    const { receiptKeys } = askSignerService(address)
    const unannounced = await receiptKeys.makeFollowing(log, now.receipt)
    await expect(receiptKeys.settle(log, unannounced)).rejects.toThrow('not what the log')
    await goesOn(org)
    expect(await faults()).toEqual([])
  })

  async function goesOn(org: number): Promise<void> {
    const one = await server()
    await one.store.append(org, meeting())
    await one.checkpointNow(org)
    await one.store.changeKeys(org, rotation)
    await one.store.append(org, meeting())
    expect((await one.checkpointNow(org))?.size).toBe(5)
    await one.close()
  }

  const keyFiles = () =>
    readdirSync(keysDir)
      .filter((name) => name.endsWith('.skey'))
      .toSorted()
})

describe('the service', () => {
  test('lets in by the rights of its socket, and is one', async () => {
    expect(statSync(join(home, 'signer.sock')).mode & 0o007).toBe(0)
    await expect(start()).rejects.toThrow('signer.taken')
  })

  test('makes no key outside its folder, and takes a seed for a demo only', async () => {
    const { checkpointer } = askSignerService(address)
    const publicId = randomUUID()
    for (const log of [
      { publicId: '../../stolen', origin: `taizhang/${publicId}` },
      { publicId, origin: '../stolen' },
    ]) {
      await expect(checkpointer.makeLogKey(log, null)).rejects.toThrow('not the names of a log')
    }
    const real = { publicId, origin: `taizhang/${publicId}` }
    await expect(checkpointer.makeLogKey(real, new Uint8Array(32))).rejects.toThrow('a seed')
  })

  test.each(['GET / HTTP/1.1\r\n\r\n', 'null\n', '7\n'])(
    'ends a connection that sends something else: %j',
    async (text) => {
      const socket = connect(join(home, 'signer.sock'))
      const ended = new Promise((resolve) => socket.on('close', resolve))
      socket.on('error', () => {})
      socket.write(text)
      await ended
      expect(await askSignerService(address).receiptKeys.lacking([])).toEqual([])
    },
  )
})

describe('over TLS', () => {
  test('whoever has a certificate that is expected is answered, and nobody else', async () => {
    const [ours, theirs, strange] = await Promise.all(
      ['service', 'server', 'stranger'].map((name) =>
        makeCertificate(join(home, name), ['127.0.0.1', 'localhost']),
      ),
    )
    if (!ours || !theirs || !strange) throw new Error('no certificates')
    const files = (mine: typeof ours, other: typeof ours) => ({
      cert: mine.cert,
      key: mine.key,
      ca: other.cert,
    })
    const apart = await start(signerAddress('tls://127.0.0.1:0', files(ours, theirs)))
    const { url } = apart
    const one = askSignerService(signerAddress(url, files(theirs, ours)))
    expect(await one.receiptKeys.lacking([])).toEqual([])
    const stranger = askSignerService(signerAddress(url, files(strange, ours)))
    await expect(stranger.receiptKeys.lacking([])).rejects.toThrow(SignerAway)
    const deceived = askSignerService(signerAddress(url, files(theirs, strange)))
    await expect(deceived.receiptKeys.lacking([])).rejects.toThrow(SignerAway)
    await one.checkpointer.close()
    await apart.stop()
    expect(readFileSync(ours.cert, 'utf8')).toContain('CERTIFICATE')
  })

  test('an address without certificates is refused', () => {
    const none = { cert: undefined, key: undefined, ca: undefined }
    expect(() => signerAddress('tls://db.example.cn:5281', none)).toThrow('signer.address')
    expect(() => signerAddress('http://db.example.cn', none)).toThrow('signer.address')
  })

  test('a file that is missing or is no certificate is named, with the setting it stands in', () => {
    const url = 'tls://db.example.cn:5281'
    const missing = join(home, 'missing.pem')
    const wrong = join(home, 'wrong.pem')
    writeFileSync(wrong, 'no certificate')
    for (const file of [missing, wrong]) {
      expect(() => signerAddress(url, { cert: file, key: file, ca: file })).toThrow('signer.file')
    }
  })

  test('a folder that is not there cannot hold the socket', async () => {
    const nowhereElse = signerAddress(`unix:${join(home, 'nowhere/s.sock')}`, {
      cert: undefined,
      key: undefined,
      ca: undefined,
    })
    await expect(start(nowhereElse)).rejects.toThrow('signer.listen')
  })
})
